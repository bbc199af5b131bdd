// requirement 4: a processor for each ten records: it never gets to adapt
import { ProcessPool as Processes } from "concurrency-lab";

async function benchmark(computeFn: typeof computeLightBatch | typeof computeHeavyBatch) {
  const records = Array.from({ length: 5000 }, (_, recordId) => {
    return { sensorId: "sensor-1", recordId, value: Math.random() * 100, createdAtMs: 0 };
  });
  const pool = new Processes({ maxWorkers: 1 });
  try {
    const processor = new AdaptiveBatchProcessor(pool, { now: () => performance.now() });
    const begunMs = performance.now();
    for (let first = 0; first < records.length; first += 10) {
      const fresh = new AdaptiveBatchProcessor(pool, { now: () => performance.now() });
      await fresh.process(computeFn as typeof computeLightBatch, records.slice(first, first + 10));
      processor.history.push(...fresh.history);
    }
    const elapsedMs = performance.now() - begunMs;
    const recordsPerSecond = (1000 * records.length) / elapsedMs;
    return { history: processor.history, recommended: processor.batchSize, recordsPerSecond };
  } finally {
    await pool.close();
  }
}
