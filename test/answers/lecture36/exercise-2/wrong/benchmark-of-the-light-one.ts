// requirement 4: it always runs the light function
import { ProcessPool as Processes } from "concurrency-lab";

async function benchmark(_computeFn: typeof computeLightBatch | typeof computeHeavyBatch) {
  const records = Array.from({ length: 5000 }, (_, recordId) => {
    return { sensorId: "sensor-1", recordId, value: Math.random() * 100, createdAtMs: 0 };
  });
  const pool = new Processes({ maxWorkers: 1 });
  try {
    const processor = new AdaptiveBatchProcessor(pool, { now: () => performance.now() });
    const begunMs = performance.now();
    await processor.process(computeLightBatch, records);
    const elapsedMs = performance.now() - begunMs;
    const recordsPerSecond = (1000 * records.length) / elapsedMs;
    return { history: processor.history, recommended: processor.batchSize, recordsPerSecond };
  } finally {
    await pool.close();
  }
}
