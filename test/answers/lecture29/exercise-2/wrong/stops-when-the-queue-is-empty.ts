// requirement 3: an empty queue is taken for the end
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  const futures: Promise<TransformedRecord>[] = [];
  do {
    const record = await queue.get();
    if (record !== null) futures.push(executor.run(transformRecord, record));
  } while (queue.size > 0);
  results.push(...(await Promise.all(futures)));
}
