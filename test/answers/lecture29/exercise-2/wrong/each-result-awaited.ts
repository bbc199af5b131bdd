// requirement 3: each result is awaited before the next record is read
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  while (true) {
    const record = await queue.get();
    if (record === null) break;
    results.push(await executor.run(transformRecord, record));
  }
}
