// right: the call has a label, the results are copied
import type { Executor as Bridge } from "concurrency-lab";

class ProcessPoolComputeLayer {
  async submitBatch(
    pool: Bridge,
    batch: Parameters<typeof computeBatch>[0],
  ): Promise<ReturnType<typeof computeBatch>> {
    const label = `batch of ${batch.length}`;
    const results = await pool.run({ label }, computeBatch, batch);
    return results.slice();
  }
}
