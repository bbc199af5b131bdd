// requirement 2: stored by a thread pool
import { ThreadPool as Threads } from "concurrency-lab";

async function naive(sensorIds: readonly number[]) {
  await using pool = new Threads({ maxWorkers: 12 });
  const begunMs = performance.now();
  const readings = await Promise.all(
    sensorIds.map(async (sensorId) => {
      const reading = normalizeReading(await fetchSensorReading(sensorId));
      await pool.run(storeReading, reading);
      return reading;
    }),
  );
  const summary = aggregateResults(readings);
  return { summary, elapsedMs: performance.now() - begunMs };
}
