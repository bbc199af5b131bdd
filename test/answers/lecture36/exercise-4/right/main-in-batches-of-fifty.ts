// right: forty batches of fifty, four at a time, counted in one pass
import { ProcessPool as Processes } from "concurrency-lab";

async function main(compute: ComputeFn = computeFn) {
  await using pool = new Processes({ maxWorkers: 4 });
  const deadLetters = new DeadLetterLog();
  const processor = new FaultTolerantBatchProcessor({ pool, computeFn: compute, deadLetters });
  const readings = makeReadings(2000, Math.random);
  const counts = { OK: 0, FAILED: 0, POISON_PILL: 0 };
  for (let first = 0; first < 2000; first += 200) {
    const parts = [0, 50, 100, 150].map((n) => readings.slice(first + n, first + n + 50));
    for (const outcomes of await Promise.all(parts.map((part) => processor.process(part)))) {
      for (const { status } of outcomes) counts[status] += 1;
    }
  }
  const { length: deadLetterEntries } = deadLetters.letters;
  let deadLetterReplaySuccesses = 0;
  for (const { status } of await deadLetters.replay(compute, { executor: pool })) {
    if (status === "OK") deadLetterReplaySuccesses += 1;
  }
  const report = {
    totalRecords: readings.length,
    successful: counts.OK,
    failed: counts.FAILED,
    poisonPills: counts.POISON_PILL,
    workerCrashes: processor.crashes,
    deadLetterEntries,
    deadLetterReplaySuccesses,
  };
  console.log(JSON.stringify(report));
  return report;
}
