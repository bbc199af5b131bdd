// requirement 3: the parameters are swapped: computed by threads, stored by processes
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], threadPool: Bridge, processPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const readings = await Promise.all(raw.map((one) => processPool.run(normalizeReading, one)));
  await Promise.all(readings.map((one) => threadPool.run(storeReading, one)));
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
