// requirement 5: the same reading is stored again and again
type Stored = ReturnType<typeof normalizeReading>;

function runBatch(
  readings: readonly Stored[],
  breaker: CircuitBreaker,
  store: (reading: Stored) => unknown,
) {
  const counts = { successes: 0, failures: 0, refused: 0 };
  for (const reading of readings) {
    try {
      breaker.call(() => store(readings[0] ?? reading));
      counts.successes++;
    } catch (error) {
      if (error instanceof CircuitOpenError) counts.refused++;
      else counts.failures++;
    }
  }
  return counts;
}
