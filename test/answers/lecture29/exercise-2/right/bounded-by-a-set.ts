// right: a set of what is under way, the results in the order in which they arrive
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeBounded(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  const underWay = new Set<Promise<void>>();
  const transform = async (record: DataRecord) => {
    results.push(await executor.run(transformRecord, record));
  };
  while (true) {
    if (underWay.size >= executor.counts.workers) await Promise.race(underWay);
    const record = await queue.get();
    if (record === null) break;
    const future = transform(record);
    underWay.add(future);
    future.then(
      () => underWay.delete(future),
      () => {},
    );
  }
  await Promise.all(underWay);
}
