// requirement 2: nothing is stored
async function naive(sensorIds: readonly number[]) {
  const begunMs = performance.now();
  const readings = await Promise.all(
    sensorIds.map(async (sensorId) => {
      const reading = normalizeReading(await fetchSensorReading(sensorId));
      return reading;
    }),
  );
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
