// requirement 5: the clock stops while the batches are still being computed
import { ProcessPool as Processes } from "concurrency-lab";

async function benchmark(computeFn: typeof computeLightBatch | typeof computeHeavyBatch) {
  const records = Array.from({ length: 5000 }, (_, recordId) => {
    return { sensorId: "sensor-1", recordId, value: Math.random() * 100, createdAtMs: 0 };
  });
  const pool = new Processes({ maxWorkers: 1 });
  try {
    const processor = new AdaptiveBatchProcessor(pool, { now: () => performance.now() });
    const begunMs = performance.now();
    const processed = processor.process(computeFn as typeof computeLightBatch, records);
    const elapsedMs = performance.now() - begunMs;
    await processed;
    const recordsPerSecond = (1000 * records.length) / elapsedMs;
    return { history: processor.history, recommended: processor.batchSize, recordsPerSecond };
  } finally {
    await pool.close();
  }
}
