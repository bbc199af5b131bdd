// requirement 3: computed on the event loop
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], _processPool: Bridge, threadPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const readings = raw.map((one) => normalizeReading(one));
  await Promise.all(readings.map((one) => threadPool.run(storeReading, one)));
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
