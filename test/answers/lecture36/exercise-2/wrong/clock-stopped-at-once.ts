// requirement 2: the time is taken before the results are there
import type { Executor as Bridge } from "concurrency-lab";

class AdaptiveBatchProcessor {
  batchSize = 10;
  readonly history: number[] = [];
  readonly monitor = new ThroughputMonitor();
  readonly #executor: Bridge;
  readonly #now: () => number;
  #batches = 0;

  constructor(
    executor: Bridge,
    { now = () => performance.now() }: { readonly now?: () => number } = {},
  ) {
    this.#executor = executor;
    this.#now = now;
  }

  async process<T, R>(computeFn: (records: T[]) => R[], records: readonly T[]): Promise<R[]> {
    const results: R[] = [];
    for (let done = 0; done < records.length; ) {
      const batch = records.slice(done, done + this.batchSize);
      const begunMs = this.#now();
      const pending = this.#executor.run(computeFn, batch);
      this.monitor.recordBatch(batch.length, this.#now() - begunMs);
      const computed = await pending;
      for (const result of computed) results.push(result);
      this.history.push(this.batchSize);
      done += batch.length;
      this.#batches += 1;
      if (this.#batches % 5 === 0) this.#adapt();
    }
    return results;
  }

  #adapt(): void {
    this.batchSize = Math.min(200, Math.max(5, this.monitor.recommendedBatchSize()));
  }
}
