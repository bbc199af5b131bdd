// requirement 3: the null is skipped, and the loop waits for ever
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  const futures: Promise<TransformedRecord>[] = [];
  for await (const record of queue) {
    if (record === null) continue;
    futures.push(executor.run(transformRecord, record));
  }
  results.push(...(await Promise.all(futures)));
}
