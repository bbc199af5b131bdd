// requirement 3: one process computes all, the others are idle
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], processPool: Bridge, threadPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const all = (ones: typeof raw) => ones.map((one) => normalizeReading(one));
  const readings = await processPool.run(all, raw);
  await Promise.all(readings.map((one) => threadPool.run(storeReading, one)));
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
