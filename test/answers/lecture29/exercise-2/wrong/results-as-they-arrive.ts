// requirement 3: the results come in the order in which they are done
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  const futures: Promise<unknown>[] = [];
  for (let record = await queue.get(); record !== null; record = await queue.get()) {
    futures.push(executor.run(transformRecord, record).then((pair) => results.push(pair)));
  }
  await Promise.all(futures);
}
