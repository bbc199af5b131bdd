// requirement 3: the records are transformed on the event loop
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  _executor: Bridge,
  results: TransformedRecord[],
) {
  const futures: Promise<TransformedRecord>[] = [];
  while (true) {
    const record = await queue.get();
    if (record === null) break;
    futures.push(Promise.resolve(transformRecord(record)));
  }
  results.push(...(await Promise.all(futures)));
}
