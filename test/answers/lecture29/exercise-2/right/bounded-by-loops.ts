// right: as many loops as workers, of which the first to read null tells the others
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeBounded(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  let reading: Promise<DataRecord | null> = Promise.resolve(null);
  let ended = false;
  const readNext = () => {
    // One reads at a time, so that nobody waits at the queue when the null has been read.
    reading = reading.then(async () => {
      const record = ended ? null : await queue.get();
      if (record === null) ended = true;
      return record;
    });
    return reading;
  };
  const loop = async () => {
    for (let record = await readNext(); record !== null; record = await readNext()) {
      results.push(await executor.run(transformRecord, record));
    }
  };
  await Promise.all(Array.from({ length: executor.counts.workers }, loop));
}
