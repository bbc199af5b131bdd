// requirement 5: the milliseconds gained, not the factor
function speedup(loopMs: number, poolMs: number): number {
  return loopMs - poolMs;
}
