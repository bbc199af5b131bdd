// requirement 3: the last stage is sent, too, which costs more than it takes
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], processPool: Bridge, threadPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const readings = await Promise.all(raw.map((one) => processPool.run(normalizeReading, one)));
  await Promise.all(readings.map((one) => threadPool.run(storeReading, one)));
  const summary = await processPool.run(aggregateResults, readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
