// right: the priorities by chance, one record every four milliseconds
import { ProcessPool as Processes, sleep as pause } from "concurrency-lab";

async function main(durationMs = 3000) {
  const pool = new Processes({ maxWorkers: 2 });
  const queue = new PriorityBatchQueue();
  const processor = new PriorityPoolProcessor(pool, {
    batchSize: 10,
    computeFn: computePriorityBatch,
    now: () => performance.now(),
  });
  const records: SensorRecord[] = [];
  const drawValue = () => {
    if (Math.random() < 0.8) return 15 + 70 * Math.random();
    return Math.random() < 0.5 ? 14.99 * Math.random() : 85.01 + 14.99 * Math.random();
  };
  const generate = async () => {
    const endMs = performance.now() + durationMs;
    for (let recordId = 0; performance.now() < endMs; recordId++) {
      const value = drawValue();
      const record = { sensorId: "sensor-1", recordId, value, createdAtMs: performance.now() };
      records.push(record);
      await queue.put(record, classify(record));
      await pause(4);
    }
    queue.close();
  };
  try {
    await Promise.all([generate(), processor.run(queue)]);
  } finally {
    await pool.close();
  }
  const { criticalProcessed, normalProcessed, criticalLatencyMs } = processor;
  const sumMs = criticalLatencyMs.reduce((sum, ms) => sum + ms, 0);
  const results = computePriorityBatch(records);
  const report = {
    totalProcessed: criticalProcessed + normalProcessed,
    criticalCount: criticalProcessed,
    normalCount: normalProcessed,
    meanCriticalLatencyMs: sumMs / criticalLatencyMs.length,
    urgent: results.filter((one) => "urgencyScore" in one && Number(one.urgencyScore) > 50),
  };
  console.log(report);
  return report;
}
