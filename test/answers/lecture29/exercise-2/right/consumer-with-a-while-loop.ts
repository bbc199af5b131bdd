// right: the next record read at the end of the loop, the results collected at once by then
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

function consumeRecords(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
): Promise<void> {
  const futures: Promise<TransformedRecord>[] = [];
  const readAll = async () => {
    let record = await queue.get();
    while (record !== null) {
      const future = executor.run(transformRecord, record);
      future.catch(() => {});
      futures.push(future);
      record = await queue.get();
    }
  };
  return readAll()
    .then(() => Promise.all(futures))
    .then((transformed) => {
      results.splice(results.length, 0, ...transformed);
    });
}
