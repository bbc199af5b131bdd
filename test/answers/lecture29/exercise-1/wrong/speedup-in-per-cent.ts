// requirement 5: per cent gained, where "2 times as fast" is 2
function speedup(loopMs: number, poolMs: number): number {
  return (loopMs / poolMs - 1) * 100;
}
