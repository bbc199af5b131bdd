// requirement 3: a call of the pool for each record, so that no window has two
import type { Executor as Bridge } from "concurrency-lab";

class ProcessPoolComputeLayer {
  async submitBatch(pool: Bridge, batch: Parameters<typeof computeBatch>[0]) {
    const results = await Promise.all(batch.map((record) => pool.run(computeBatch, [record])));
    return results.flat();
  }
}
