// requirement 3: the clock is read before the third stage
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], processPool: Bridge, threadPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const readings = await Promise.all(raw.map((one) => processPool.run(normalizeReading, one)));
  const elapsedMs = performance.now() - begunMs;
  await Promise.all(readings.map((one) => threadPool.run(storeReading, one)));
  const summary = aggregateResults(readings);
  return { summary, elapsedMs };
}
