// requirement 5: the report is returned, and not printed
import { ProcessPool as Processes, sleep as pause } from "concurrency-lab";
import { mean as average } from "d3-array";

async function main(durationMs = 3000) {
  await using pool = new Processes({ maxWorkers: 4 });
  const queue = new PriorityBatchQueue();
  const processor = new PriorityPoolProcessor(pool, {
    batchSize: 20,
    computeFn: computePriorityBatch,
    now: () => performance.now(),
  });
  const processed = processor.run(queue);
  const critical = [];
  const begunMs = performance.now();
  let made = 0;
  while (performance.now() - begunMs < durationMs) {
    for (let n = 0; n < 5; n++, made++) {
      const value = n > 0 ? 16 + ((made * 7) % 68) : made % 2 === 0 ? made % 15 : 86 + (made % 15);
      const record = { recordId: made, value, sensorId: "s", createdAtMs: performance.now() };
      const priority = classify(record);
      if (priority === "CRITICAL") critical.push(record);
      await queue.put(record, priority);
    }
    await pause(20);
  }
  queue.close();
  await processed;
  const report = {
    totalProcessed: processor.normalProcessed + processor.criticalProcessed,
    criticalCount: processor.criticalProcessed,
    normalCount: processor.normalProcessed,
    meanCriticalLatencyMs: average(processor.criticalLatencyMs) ?? Number.NaN,
    urgent: computePriorityBatch(critical).filter((one) => {
      return "urgencyScore" in one && (one.urgencyScore ?? 0) > 50;
    }),
  };
  return report;
}
