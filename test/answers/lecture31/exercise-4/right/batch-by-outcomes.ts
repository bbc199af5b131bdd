// right: an outcome for each reading, counted at the end
function runBatch(
  readings: readonly ReturnType<typeof normalizeReading>[],
  breaker: CircuitBreaker,
  store: (reading: ReturnType<typeof normalizeReading>) => unknown,
) {
  const outcomes = readings.map((reading) => {
    try {
      breaker.call(() => store(reading));
      return "success";
    } catch (error) {
      return error instanceof CircuitOpenError ? "refused" : "failure";
    }
  });
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  return { refused: count("refused"), failures: count("failure"), successes: count("success") };
}
