// requirement 3: each is awaited before the next is submitted
import type { Executor as Bridge } from "concurrency-lab";

async function correct(sensorIds: readonly number[], processPool: Bridge, threadPool: Bridge) {
  const begunMs = performance.now();
  const raw = await Promise.all(sensorIds.map((id) => fetchSensorReading(id)));
  const readings = [];
  for (const one of raw) readings.push(await processPool.run(normalizeReading, one));
  await Promise.all(readings.map((one) => threadPool.run(storeReading, one)));
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
