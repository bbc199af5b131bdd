// requirement 5: the pool's time over the loop's
function speedup(loopMs: number, poolMs: number): number {
  return poolMs / loopMs;
}
