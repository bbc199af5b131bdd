// right: the bare call of the pool, its promise handed on
import type { Executor as Bridge } from "concurrency-lab";

class ProcessPoolComputeLayer {
  submitBatch(pool: Bridge, batch: Parameters<typeof computeBatch>[0]) {
    return pool.run(computeBatch, batch);
  }
}
