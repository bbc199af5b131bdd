// requirement 2: twelve sensors, whichever are asked for
async function naive(_sensorIds: readonly number[]) {
  const begunMs = performance.now();
  const readings = await Promise.all(
    [...Array(12).keys()].map(async (sensorId) => {
      const reading = normalizeReading(await fetchSensorReading(sensorId));
      storeReading(reading);
      return reading;
    }),
  );
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
