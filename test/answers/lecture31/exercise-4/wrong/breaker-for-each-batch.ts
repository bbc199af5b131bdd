// requirement 5: the state of the circuit is forgotten
type Stored = ReturnType<typeof normalizeReading>;

function runBatch(
  readings: readonly Stored[],
  _breaker: CircuitBreaker,
  store: (reading: Stored) => unknown,
) {
  const breaker = new CircuitBreaker();
  const counts = { successes: 0, failures: 0, refused: 0 };
  for (const reading of readings) {
    try {
      breaker.call(() => store(reading));
      counts.successes++;
    } catch (error) {
      if (error instanceof CircuitOpenError) counts.refused++;
      else counts.failures++;
    }
  }
  return counts;
}
