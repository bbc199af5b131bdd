// requirement 5: the wrong way round
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    max: Math.min(...responded),
    min: Math.max(...responded),
    mean: responded.reduce((sum, one) => sum + one, 0) / responded.length,
    totalRecords: results.reduce((sum, one) => sum + one.totalRecords, 0),
    suggestedTimeoutMs: tracker.suggestedTimeoutMs(),
  };
}
