// requirement 1: absolute differences, not squares
function aggregateResults(readings: readonly { normalized: number }[]) {
  const count = readings.length;
  const mean = readings.reduce((sum, { normalized }) => sum + normalized, 0) / count;
  const squares = readings.reduce((sum, { normalized }) => sum + Math.abs(normalized - mean), 0);
  return { count, mean, std: squares / count };
}
