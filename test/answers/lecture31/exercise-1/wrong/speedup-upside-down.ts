// requirement 5: asynchronous time by synchronous time
function speedup(synchronousMs: number, asyncMs: number): number {
  return asyncMs / synchronousMs;
}
