// requirement 5: fast failures are counted as failures
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
      counts.successes++;
    } catch (error) {
      if (error instanceof Error) counts.failures++;
    }
  }
  return counts;
}
