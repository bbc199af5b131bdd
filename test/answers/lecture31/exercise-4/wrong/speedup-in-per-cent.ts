// requirement 4: by how many per cent it is faster
function comparison(naiveMs: number, correctMs: number) {
  return { naiveMs, correctMs, speedup: 100 * (naiveMs / correctMs - 1) };
}
