// right: one recovery pool for a call of process, opened when it is needed
import { type Executor as Bridge, ProcessPool as Processes } from "concurrency-lab";

type ComputeCall = typeof computeFn;
type ReadingIn = Parameters<ComputeCall>[0][number];
type OneOutcome = Awaited<ReturnType<ComputeCall>>[number];

interface FaultTolerance {
  readonly pool: Bridge;
  readonly computeFn: ComputeCall;
  readonly deadLetters: DeadLetters;
  readonly batchSize?: number;
}

class FaultTolerantBatchProcessor {
  crashes = 0;
  #options;

  constructor(options: FaultTolerance) {
    this.#options = { batchSize: 50, ...options };
  }

  async process(records: readonly ReadingIn[]): Promise<OneOutcome[]> {
    const { pool, batchSize, computeFn: compute } = this.#options;
    const batches: ReadingIn[][] = [];
    for (const [index, record] of records.entries()) {
      if (index % batchSize === 0) batches.push([]);
      batches.at(-1)?.push(record);
    }
    const settled = await Promise.allSettled(
      batches.map((batch) => pool.run(compute, batch, { attempt: 1 })),
    );
    let recovery: Processes | undefined;
    const outcomes: OneOutcome[] = [];
    for (const [index, one] of settled.entries()) {
      if (one.status === "fulfilled") outcomes.push(...one.value);
      else {
        recovery ??= new Processes({ maxWorkers: 1, name: "recovery" });
        outcomes.push(...(await this.#recover(recovery, batches[index]!, one.reason)));
      }
    }
    await recovery?.close();
    return outcomes;
  }

  async #recover(recovery: Bridge, batch: ReadingIn[], reason: unknown) {
    this.crashes++;
    console.log("Batch of %d crashed: %s", batch.length, (reason as Error).message);
    return recovery.run(this.#options.computeFn, batch, { attempt: 2 }).catch((error) => {
      this.crashes++;
      this.#options.deadLetters.add(batch, { error, attempts: 2 });
      return [];
    });
  }
}
