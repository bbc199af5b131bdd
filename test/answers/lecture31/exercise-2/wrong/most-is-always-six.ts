// requirement 5: the number of shards, not what responded
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    min: Math.min(...responded),
    max: 6,
    mean: responded.reduce((sum, one) => sum + one, 0) / responded.length,
    totalRecords: results.reduce((sum, one) => sum + one.totalRecords, 0),
    suggestedTimeoutMs: tracker.suggestedTimeoutMs(),
  };
}
