// requirement 5: 500 ms, always
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  _tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    min: Math.min(...responded),
    max: Math.max(...responded),
    mean: responded.reduce((sum, one) => sum + one, 0) / responded.length,
    totalRecords: results.reduce((sum, one) => sum + one.totalRecords, 0),
    suggestedTimeoutMs: 500,
  };
}
