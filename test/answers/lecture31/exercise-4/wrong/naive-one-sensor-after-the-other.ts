// requirement 2: no gather: the fetches do not overlap
async function naive(sensorIds: readonly number[]) {
  const begunMs = performance.now();
  const readings = [];
  for (const sensorId of sensorIds) {
    const reading = normalizeReading(await fetchSensorReading(sensorId));
    storeReading(reading);
    readings.push(reading);
  }
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
