// requirement 4: the milliseconds gained
function comparison(naiveMs: number, correctMs: number) {
  return { naiveMs, correctMs, speedup: naiveMs - correctMs };
}
