// requirement 4: each time under the other's name
function comparison(naiveMs: number, correctMs: number) {
  return { naiveMs: correctMs, correctMs: naiveMs, speedup: naiveMs / correctMs };
}
