// requirement 3: run ends before the last results are there
import type { Executor as Bridge } from "concurrency-lab";

type QueueEntry = Parameters<typeof computePriorityBatch>[0][number];

class PriorityPoolProcessor {
  criticalProcessed = 0;
  normalProcessed = 0;
  readonly criticalLatencyMs: number[] = [];
  readonly results: ReturnType<typeof computePriorityBatch>[number][] = [];
  readonly #pool: Bridge;
  readonly #options: {
    batchSize: number;
    computeFn: typeof computePriorityBatch;
    now: () => number;
  };

  constructor(
    pool: Bridge,
    {
      batchSize = 10,
      computeFn = computePriorityBatch,
      now = () => performance.now(),
    }: { batchSize?: number; computeFn?: typeof computePriorityBatch; now?: () => number } = {},
  ) {
    this.#pool = pool;
    this.#options = { batchSize, computeFn, now };
  }

  async run(queue: PriorityBatchQueue): Promise<void> {
    const work = async () => {
      for (;;) {
        const batch = await queue.getBatch(this.#options.batchSize);
        if (batch.length === 0) break;
        void this.#compute(batch);
      }
    };
    await Promise.all(Array.from({ length: this.#pool.counts.workers }, work));
  }

  async #compute(batch: QueueEntry[]): Promise<void> {
    const results = await this.#pool.run(this.#options.computeFn, batch);
    const doneMs = this.#options.now();
    this.results.push(...results);
    for (const record of batch) {
      if (classify(record) === "CRITICAL") {
        this.criticalProcessed += 1;
        this.criticalLatencyMs.push(doneMs - record.createdAtMs);
      } else {
        this.normalProcessed += 1;
      }
    }
  }
}
