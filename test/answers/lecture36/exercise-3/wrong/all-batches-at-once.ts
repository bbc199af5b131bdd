// requirement 3: all goes into the pool at once, where CRITICAL ones wait behind NORMAL ones
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
    const pending: Promise<void>[] = [];
    const work = async () => {
      for (;;) {
        const batch = await queue.getBatch(this.#options.batchSize);
        if (batch.length === 0) break;
        pending.push(this.#compute(batch));
      }
    };
    await work();
    await Promise.all(pending);
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
