// requirement 3: the consumer returns before the results are there
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  const futures: Promise<TransformedRecord>[] = [];
  while (true) {
    const record = await queue.get();
    if (record === null) break;
    futures.push(executor.run(transformRecord, record));
  }
  Promise.all(futures).then((transformed) => results.push(...transformed));
}
