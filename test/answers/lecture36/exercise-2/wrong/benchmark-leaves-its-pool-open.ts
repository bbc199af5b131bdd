// requirement 4: the pool is never closed
import { ProcessPool as Processes } from "concurrency-lab";

async function benchmark(computeFn: typeof computeLightBatch | typeof computeHeavyBatch) {
  const records = Array.from({ length: 5000 }, (_, recordId) => {
    return { sensorId: "sensor-1", recordId, value: Math.random() * 100, createdAtMs: 0 };
  });
  const pool = new Processes({ maxWorkers: 1 });
  {
    const processor = new AdaptiveBatchProcessor(pool, { now: () => performance.now() });
    const begunMs = performance.now();
    await processor.process(computeFn as typeof computeLightBatch, records);
    const elapsedMs = performance.now() - begunMs;
    const recordsPerSecond = (1000 * records.length) / elapsedMs;
    return { history: processor.history, recommended: processor.batchSize, recordsPerSecond };
  }
}
