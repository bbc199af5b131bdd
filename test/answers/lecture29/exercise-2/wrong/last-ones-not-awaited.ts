// requirement 5: the bounded consumer returns while its last calls are under way
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeBounded(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  const underWay = new Set<Promise<unknown>>();
  for (let record = await queue.get(); record !== null; record = await queue.get()) {
    const future = executor.run(transformRecord, record).then((transformed) => {
      results.push(transformed);
      underWay.delete(future);
    });
    underWay.add(future);
    if (underWay.size >= executor.counts.workers) await Promise.race(underWay);
  }
}
