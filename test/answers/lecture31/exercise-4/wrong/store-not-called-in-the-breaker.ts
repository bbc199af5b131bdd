// requirement 5: the store is called before, so it is called while the circuit is open, too
type Stored = ReturnType<typeof normalizeReading>;

function runBatch(
  readings: readonly Stored[],
  breaker: CircuitBreaker,
  store: (reading: Stored) => unknown,
) {
  const counts = { successes: 0, failures: 0, refused: 0 };
  for (const reading of readings) {
    try {
      const outcome = Promise.try(() => store(reading));
      outcome.catch(() => {});
      breaker.call(() => outcome);
      counts.successes++;
    } catch (error) {
      if (error instanceof CircuitOpenError) counts.refused++;
      else counts.failures++;
    }
  }
  return counts;
}
