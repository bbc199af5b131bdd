// requirement 3: the event loop is blocked
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], processPool: Bridge, _threadPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const readings = await Promise.all(raw.map((one) => processPool.run(normalizeReading, one)));
  for (const one of readings) storeReading(one);
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
