// requirement 2: one call of storeReading
async function naive(sensorIds: readonly number[]) {
  const begunMs = performance.now();
  const readings = await Promise.all(
    sensorIds.map(async (sensorId) => {
      const reading = normalizeReading(await fetchSensorReading(sensorId));
      if (sensorId === sensorIds[0]) storeReading(reading);
      return reading;
    }),
  );
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
