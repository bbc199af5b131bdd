// requirement 5: one call under way, the other workers are idle
import type { Executor as Bridge, BoundedQueue as Queue } from "concurrency-lab";

async function consumeBounded(
  queue: Queue<DataRecord | null>,
  executor: Bridge,
  results: TransformedRecord[],
) {
  for (let record = await queue.get(); record !== null; record = await queue.get()) {
    results.push(await executor.run(transformRecord, record));
  }
}
