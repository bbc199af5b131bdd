// requirement 1: the sum as mean
function aggregateResults(readings: readonly { normalized: number }[]) {
  const count = readings.length;
  const mean = readings.reduce((sum, { normalized }) => sum + normalized, 0);
  const squares = readings.reduce(
    (sum, { normalized }) => sum + (normalized - mean / count) ** 2,
    0,
  );
  return { count, mean, std: Math.sqrt(squares / count) };
}
