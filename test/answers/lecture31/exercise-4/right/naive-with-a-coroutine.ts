// right: one coroutine for a sensor, the clock of Date
async function naive(sensorIds: readonly number[]) {
  const begun = Date.now();
  const handle = async (sensorId: number) => {
    const raw = await fetchSensorReading(sensorId);
    const reading = normalizeReading(raw);
    const { stored } = storeReading(reading);
    if (!stored) throw new Error(`reading of sensor ${sensorId} was not stored`);
    return reading;
  };
  const tasks = [];
  for (const sensorId of sensorIds) tasks.push(handle(sensorId));
  const summary = aggregateResults(await Promise.all(tasks));
  return { elapsedMs: Date.now() - begun, summary };
}
