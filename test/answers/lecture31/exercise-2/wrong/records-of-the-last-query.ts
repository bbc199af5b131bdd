// requirement 5: not accumulated
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    min: Math.min(...responded),
    max: Math.max(...responded),
    mean: responded.reduce((sum, one) => sum + one, 0) / responded.length,
    totalRecords: results.at(-1)?.totalRecords ?? 0,
    suggestedTimeoutMs: tracker.suggestedTimeoutMs(),
  };
}
