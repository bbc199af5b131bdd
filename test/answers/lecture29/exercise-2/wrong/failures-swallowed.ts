// requirement 3: a record whose transformation fails is left out in silence
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
  for (const outcome of await Promise.allSettled(futures)) {
    if (outcome.status === "fulfilled") results.push(outcome.value);
  }
}
