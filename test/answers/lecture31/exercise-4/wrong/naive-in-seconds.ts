// requirement 2: seconds under a name that says milliseconds
async function naive(sensorIds: readonly number[]) {
  const begunMs = performance.now();
  const readings = await Promise.all(
    sensorIds.map(async (sensorId) => {
      const reading = normalizeReading(await fetchSensorReading(sensorId));
      storeReading(reading);
      return reading;
    }),
  );
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: (performance.now() - begunMs) / 1000 };
}
