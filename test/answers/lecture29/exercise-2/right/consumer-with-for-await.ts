// right: for await with a break, the results pushed one by one
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
): Promise<void> {
  const futures: Promise<TransformedRecord>[] = [];
  for await (const record of queue) {
    if (!record) break;
    const future = executor.run({ label: `record ${record.recordId}` }, transformRecord, record);
    // It may fail long before it is awaited.
    future.catch(() => {});
    futures.push(future);
  }
  for (const transformed of await Promise.all(futures)) results.push(transformed);
}
