// requirement 3: the pool that it is given is not used: it opens one for each batch
import { type Executor as Bridge, ProcessPool as Processes } from "concurrency-lab";

class ProcessPoolComputeLayer {
  async submitBatch(_pool: Bridge, batch: Parameters<typeof computeBatch>[0]) {
    await using own = new Processes({ maxWorkers: 1 });
    return await own.run(computeBatch, batch);
  }
}
