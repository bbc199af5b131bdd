// requirement 2: the clock starts with the second stage
async function naive(sensorIds: readonly number[]) {
  let begunMs = 0;
  const readings = await Promise.all(
    sensorIds.map(async (sensorId) => {
      const raw = await fetchSensorReading(sensorId);
      begunMs ||= performance.now();
      const reading = normalizeReading(raw);
      storeReading(reading);
      return reading;
    }),
  );
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
