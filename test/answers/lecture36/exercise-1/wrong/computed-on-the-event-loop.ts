// requirement 3: the pool is not used: the batch is computed on the event loop
import type { Executor as Bridge } from "concurrency-lab";

class ProcessPoolComputeLayer {
  async submitBatch(_pool: Bridge, batch: Parameters<typeof computeBatch>[0]) {
    return computeBatch(batch);
  }
}
