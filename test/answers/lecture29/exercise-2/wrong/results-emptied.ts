// requirement 3: what was in the list of results before is gone
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  const futures: Promise<TransformedRecord>[] = [];
  for (let record = await queue.get(); record !== null; record = await queue.get()) {
    futures.push(executor.run(transformRecord, record));
  }
  results.splice(0, results.length, ...(await Promise.all(futures)));
}
