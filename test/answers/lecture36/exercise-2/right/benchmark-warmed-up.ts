// right: four workers, warmed up by a processor whose history is not shown
import { ProcessPool as Processes } from "concurrency-lab";

async function benchmark(computeFn: typeof computeLightBatch) {
  await using pool = new Processes({ maxWorkers: 4 });
  const records = [];
  for (let recordId = 0; recordId < 5000; recordId++) {
    records.push({ recordId, value: recordId % 100, sensorId: "s", createdAtMs: recordId });
  }
  await new AdaptiveBatchProcessor(pool, {}).process(computeFn, records.slice(0, 100));
  const processor = new AdaptiveBatchProcessor(pool, {});
  const begunNs = process.hrtime.bigint();
  const { length } = await processor.process(computeFn, records);
  const seconds = Number(process.hrtime.bigint() - begunNs) / 1e9;
  return {
    recordsPerSecond: length / seconds,
    recommended: processor.batchSize,
    history: [...processor.history],
  };
}
