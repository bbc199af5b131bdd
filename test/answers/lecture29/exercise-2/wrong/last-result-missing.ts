// requirement 3: the last result is left out
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
  const transformed = await Promise.all(futures);
  for (let index = 0; index < transformed.length - 1; index++) results.push(transformed[index]!);
}
