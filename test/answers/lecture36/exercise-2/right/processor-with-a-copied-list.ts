// right: the records are spliced off a copy, the limits by comparisons
import type { Executor as Bridge } from "concurrency-lab";

class AdaptiveBatchProcessor {
  readonly history: number[] = [];
  batchSize: number;
  private readonly executor: Bridge;
  private readonly now: () => number;
  private readonly monitor: ThroughputMonitor;

  constructor(executor: Bridge, options?: { readonly now?: () => number }) {
    this.executor = executor;
    this.now = options?.now ?? (() => performance.now());
    this.monitor = new ThroughputMonitor();
    this.batchSize = 10;
  }

  async process<T, R>(computeFn: (records: T[]) => R[], records: Iterable<T>): Promise<R[]> {
    const left = Array.from(records);
    const parts: R[][] = [];
    while (left.length > 0) {
      this.history.push(this.batchSize);
      const batch = left.splice(0, this.batchSize);
      const size = batch.length;
      const startMs = this.now();
      const part = await this.executor.run({ label: `batch of ${size}` }, computeFn, batch);
      const endMs = this.now();
      parts.push(part);
      this.monitor.recordBatch(size, endMs - startMs);
      if (this.history.length % 5 > 0) continue;
      const wanted = this.monitor.recommendedBatchSize();
      if (wanted < 5) this.batchSize = 5;
      else if (wanted > 200) this.batchSize = 200;
      else this.batchSize = wanted;
    }
    return parts.flat();
  }
}
