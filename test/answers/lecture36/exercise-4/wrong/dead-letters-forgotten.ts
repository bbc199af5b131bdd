// requirement 3: when the recovery fails, the batch is gone
import { type Executor as Bridge, ProcessPool as Processes } from "concurrency-lab";

type ComputeCall = typeof computeFn;
type ReadingIn = Parameters<ComputeCall>[0][number];
type OneOutcome = Awaited<ReturnType<ComputeCall>>[number];

class FaultTolerantBatchProcessor {
  crashes = 0;
  readonly #pool: Bridge;
  readonly #compute: ComputeCall;
  readonly #deadLetters: DeadLetters;
  readonly #batchSize: number;

  constructor(options: {
    readonly pool: Bridge;
    readonly computeFn: ComputeCall;
    readonly deadLetters: DeadLetters;
    readonly batchSize?: number;
  }) {
    this.#pool = options.pool;
    this.#compute = options.computeFn;
    this.#deadLetters = options.deadLetters;
    this.#batchSize = options.batchSize ?? 50;
  }

  async process(records: readonly ReadingIn[]): Promise<OneOutcome[]> {
    const pending: Promise<OneOutcome[]>[] = [];
    for (let first = 0; first < records.length; first += this.#batchSize) {
      pending.push(this.#attempt(records.slice(first, first + this.#batchSize)));
    }
    return (await Promise.all(pending)).flat();
  }

  async #attempt(batch: ReadingIn[]): Promise<OneOutcome[]> {
    try {
      return await this.#pool.run(this.#compute, batch, { attempt: 1 });
    } catch (error) {
      this.crashes += 1;
      console.log(`Crash 1: ${error}`);
    }
    const recovery = new Processes({ maxWorkers: 1 });
    try {
      return await recovery.run(this.#compute, batch, { attempt: 2 });
    } catch (error) {
      this.crashes += 1;
      console.log(`Crash 2: ${error}`);
      return [];
    } finally {
      await recovery.close();
    }
  }
}
