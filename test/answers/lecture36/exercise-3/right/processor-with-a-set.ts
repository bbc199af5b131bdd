// right: a set of the batches under way, as many as the pool has workers
import type { Executor as Bridge } from "concurrency-lab";

class PriorityPoolProcessor {
  criticalProcessed = 0;
  normalProcessed = 0;
  criticalLatencyMs: number[] = [];
  results: ScoredRecord[] = [];

  constructor(
    pool: Bridge,
    options: {
      readonly batchSize: number;
      readonly computeFn: ProcessorOptions["computeFn"];
      readonly now?: () => number;
    },
  ) {
    this.#pool = pool;
    this.#options = { now: () => performance.now(), ...options };
  }

  #pool;
  #options;

  async run(queue: PriorityBatchQueue) {
    const { batchSize, computeFn, now } = this.#options;
    const underWay = new Set<Promise<unknown>>();
    for (;;) {
      const batch = await queue.getBatch(batchSize);
      if (batch.length === 0) break;
      const label = `${batch.length} records`;
      const done = this.#pool.run({ label }, computeFn, batch).then((results) => {
        const nowMs = now();
        const critical = batch.filter((record) => classify(record) === "CRITICAL");
        this.criticalLatencyMs.push(...critical.map(({ createdAtMs }) => nowMs - createdAtMs));
        this.criticalProcessed += critical.length;
        this.normalProcessed += batch.length - critical.length;
        this.results.push(...results);
        underWay.delete(done);
      });
      underWay.add(done);
      if (underWay.size >= this.#pool.counts.workers) await Promise.race(underWay);
    }
    await Promise.all(underWay);
  }
}
