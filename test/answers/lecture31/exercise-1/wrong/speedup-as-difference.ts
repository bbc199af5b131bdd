// requirement 5: the milliseconds gained
function speedup(synchronousMs: number, asyncMs: number): number {
  return synchronousMs - asyncMs;
}
