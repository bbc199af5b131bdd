// requirement 1: the root is missing
function aggregateResults(readings: readonly { normalized: number }[]) {
  const count = readings.length;
  const mean = readings.reduce((sum, { normalized }) => sum + normalized, 0) / count;
  const squares = readings.reduce((sum, { normalized }) => sum + (normalized - mean) ** 2, 0);
  return { count, mean, std: squares / count };
}
