// requirement 5: at most four are under way, however many workers the executor has
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
    if (underWay.size >= 4) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
