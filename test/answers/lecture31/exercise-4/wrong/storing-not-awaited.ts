// requirement 3: it does not wait until all is stored
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], processPool: Bridge, threadPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const readings = await Promise.all(raw.map((one) => processPool.run(normalizeReading, one)));
  Promise.all(readings.map((one) => threadPool.run(storeReading, one))).catch(() => {});
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
