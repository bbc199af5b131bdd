// requirement 5: a last batch smaller than the pool is never handed on
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeBounded(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  let batch: DataRecord[] = [];
  for (let record = await queue.get(); record !== null; record = await queue.get()) {
    batch.push(record);
    if (batch.length < executor.counts.workers) continue;
    results.push(...(await Promise.all(batch.map((one) => executor.run(transformRecord, one)))));
    batch = [];
  }
}
