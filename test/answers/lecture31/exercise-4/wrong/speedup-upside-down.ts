// requirement 4: correct time by naive time
function comparison(naiveMs: number, correctMs: number) {
  return { naiveMs, correctMs, speedup: correctMs / naiveMs };
}
