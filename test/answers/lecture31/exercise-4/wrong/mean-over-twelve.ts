// requirement 1: divided by twelve, however many there are
function aggregateResults(readings: readonly { normalized: number }[]) {
  const count = readings.length;
  const mean = readings.reduce((sum, { normalized }) => sum + normalized, 0) / 12;
  const squares = readings.reduce((sum, { normalized }) => sum + (normalized - mean) ** 2, 0);
  return { count, mean, std: Math.sqrt(squares / count) };
}
