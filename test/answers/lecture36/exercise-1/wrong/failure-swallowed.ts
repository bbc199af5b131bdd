// requirement 3: a batch that fails in the pool comes back as an empty one
import type { Executor as Bridge } from "concurrency-lab";

class ProcessPoolComputeLayer {
  async submitBatch(pool: Bridge, batch: Parameters<typeof computeBatch>[0]) {
    try {
      return await pool.run(computeBatch, batch);
    } catch {
      return [];
    }
  }
}
