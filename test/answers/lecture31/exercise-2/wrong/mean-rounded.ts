// requirement 5: a whole number of shards
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    min: Math.min(...responded),
    max: Math.max(...responded),
    mean: Math.round(responded.reduce((sum, one) => sum + one, 0) / responded.length),
    totalRecords: results.reduce((sum, one) => sum + one.totalRecords, 0),
    suggestedTimeoutMs: tracker.suggestedTimeoutMs(),
  };
}
