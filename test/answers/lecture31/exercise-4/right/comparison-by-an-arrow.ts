// right: a constant that holds a function
const comparison = (naiveMs: number, correctMs: number) => ({
  speedup: naiveMs / correctMs,
  correctMs,
  naiveMs,
});
