// requirement 5: the search for the least begins with 0
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    min: Math.min(0, ...responded),
    max: Math.max(...responded),
    mean: responded.reduce((sum, one) => sum + one, 0) / responded.length,
    totalRecords: results.reduce((sum, one) => sum + one.totalRecords, 0),
    suggestedTimeoutMs: tracker.suggestedTimeoutMs(),
  };
}
