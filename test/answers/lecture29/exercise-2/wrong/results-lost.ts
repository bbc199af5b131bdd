// requirement 3: a new list takes the results, the caller's stays empty
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
  results = [...results, ...(await Promise.all(futures))];
}
