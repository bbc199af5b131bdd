// requirement 1: the root of the mean square, the mean not taken off
function aggregateResults(readings: readonly { normalized: number }[]) {
  const count = readings.length;
  const mean = readings.reduce((sum, { normalized }) => sum + normalized, 0) / count;
  const squares = readings.reduce((sum, { normalized }) => sum + normalized ** 2, 0);
  return { count, mean, std: Math.sqrt(squares / count) };
}
