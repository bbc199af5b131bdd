// requirement 5: by how many per cent it is faster
function speedup(synchronousMs: number, asyncMs: number): number {
  return 100 * (synchronousMs / asyncMs - 1);
}
