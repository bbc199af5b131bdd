// requirement 5: divided by fifteen, however many queries there were
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    min: Math.min(...responded),
    max: Math.max(...responded),
    mean: responded.reduce((sum, one) => sum + one, 0) / 15,
    totalRecords: results.reduce((sum, one) => sum + one.totalRecords, 0),
    suggestedTimeoutMs: tracker.suggestedTimeoutMs(),
  };
}
