// requirement 5: what was refused counts as a success
type Stored = ReturnType<typeof normalizeReading>;

function runBatch(
  readings: readonly Stored[],
  breaker: CircuitBreaker,
  store: (reading: Stored) => unknown,
) {
  const counts = { successes: 0, failures: 0, refused: 0 };
  for (const reading of readings) {
    try {
      breaker.call(() => store(reading));
    } catch (error) {
      if (error instanceof CircuitOpenError) counts.refused++;
      else counts.failures++;
    }
  }
  counts.successes = readings.length - counts.failures;
  return counts;
}
