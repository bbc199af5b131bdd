// requirement 3: the latency ends before the pool's call
import type { Executor as Bridge } from "concurrency-lab";

type QueueEntry = SensorRecord;

class PriorityPoolProcessor {
  criticalProcessed = 0;
  normalProcessed = 0;
  readonly criticalLatencyMs: number[] = [];
  readonly results: ScoredRecord[] = [];
  readonly #pool: Bridge;
  readonly #options: {
    batchSize: number;
    computeFn: ProcessorOptions["computeFn"];
    now: () => number;
  };

  constructor(
    pool: Bridge,
    {
      batchSize = 10,
      computeFn,
      now = () => performance.now(),
    }: { batchSize?: number; computeFn: ProcessorOptions["computeFn"]; now?: () => number },
  ) {
    this.#pool = pool;
    this.#options = { batchSize, computeFn, now };
  }

  async run(queue: PriorityBatchQueue): Promise<void> {
    const work = async () => {
      for (;;) {
        const batch = await queue.getBatch(this.#options.batchSize);
        if (batch.length === 0) break;
        await this.#compute(batch);
      }
    };
    await Promise.all(Array.from({ length: this.#pool.counts.workers }, work));
  }

  async #compute(batch: QueueEntry[]): Promise<void> {
    const doneMs = this.#options.now();
    const results = await this.#pool.run(this.#options.computeFn, batch);
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
