// requirement 5: what the last query used, not what the tracker suggests now
function summarize(
  results: readonly { shardsResponded: number; totalRecords: number; usedTimeoutMs: number }[],
  _tracker: LatencyTracker,
) {
  const responded = results.map(({ shardsResponded }) => shardsResponded);
  return {
    min: Math.min(...responded),
    max: Math.max(...responded),
    mean: responded.reduce((sum, one) => sum + one, 0) / responded.length,
    totalRecords: results.reduce((sum, one) => sum + one.totalRecords, 0),
    suggestedTimeoutMs: results.at(-1)?.usedTimeoutMs ?? 500,
  };
}
