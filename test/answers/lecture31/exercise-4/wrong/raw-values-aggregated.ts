// requirement 1: mean and deviation of what was read, not of what was normalized
function aggregateResults(readings: readonly ReturnType<typeof normalizeReading>[]) {
  const count = readings.length;
  const mean = readings.reduce((sum, { rawValue }) => sum + rawValue, 0) / count;
  const squares = readings.reduce((sum, { rawValue }) => sum + (rawValue - mean) ** 2, 0);
  return { count, mean, std: Math.sqrt(squares / count) };
}
