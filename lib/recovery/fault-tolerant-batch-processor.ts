import { inspect } from "node:util";
import { inBatches } from "../batching/in-batches.ts";
import { notify } from "../checks/notify.ts";
import type { Executor } from "../pools/executor.ts";
import { mapInOrder } from "../pools/map-in-order.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import { computeRecords } from "./compute-records.ts";
import type { DeadLetterLog } from "./dead-letter-log.ts";
import type { RecordComputation, RecordOutcome } from "./record-outcome.ts";

/** How a `FaultTolerantBatchProcessor` is built. */
export interface FaultTolerantBatchProcessorOptions<T, R, C extends object> {
  /** Where batches are computed first. */
  readonly pool: Executor;
  /** Where batches that crashed are computed again. */
  readonly recoveryPool: Executor;
  readonly computeFn: RecordComputation<T, R, C>;
  /** What `computeFn` is told besides the attempt. */
  readonly context?: C;
  /** Where records go that nothing could be made of. */
  readonly deadLetters: DeadLetterLog<T>;
  /** @default 15 */
  readonly batchSize?: number;
  /**
   * Whether a batch that crashes in recovery is halved, and the halves tried again, down to single
   * records. Otherwise all its records become dead letters.
   *
   * @default false
   */
  readonly bisect?: boolean;
  /** Told of each crash when it happens. */
  readonly onCrash?: (crash: Crash) => void;
}

/** A call that was answered by an error. */
export interface Crash {
  readonly error: unknown;
  /** 1 in the pool, 2 or more in the recovery pool. */
  readonly attempt: number;
  /** Of how many records. */
  readonly records: number;
}

/** Where the records are: `successful + failed + poisonPills + deadLetters === records`. */
export interface FaultToleranceCounts {
  /** Those whose batch is over. */
  readonly records: number;
  readonly successful: number;
  /** With an error of their own. */
  readonly failed: number;
  readonly poisonPills: number;
  readonly deadLetters: number;
  /** Calls that were answered by an error. */
  readonly crashes: number;
}

/**
 * Computes records in batches, and loses none, whatever becomes of a worker (lecture 36, exercise 4,
 * requirement 3). A batch whose call fails goes to the recovery pool; if it fails there, too, its
 * records become dead letters.
 *
 * @example
 * ```ts
 * const pool = new ProcessPool({ maxWorkers: 2 });
 * const recoveryPool = new ProcessPool({ maxWorkers: 1 });
 * const deadLetters = new DeadLetterLog<{ recordId: number; value: number }>();
 * const context = { toxicIds: [3], crashKind: "abort" as const };
 * const options = { pool, recoveryPool, deadLetters, context, bisect: true };
 * const processor = new FaultTolerantBatchProcessor({ ...options, computeFn: computeRiskyBatch });
 * const records = [1, 4, 9, 16, 25].map((value, recordId) => ({ recordId, value }));
 * const outcomes = await Array.fromAsync(processor.process(records));
 * outcomes.flat().length; // 4
 * deadLetters.letters.map(({ record, errorType }) => [record.recordId, errorType]); // [[3, "WorkerDiedError"]]
 * await Promise.all([pool.close(), recoveryPool.close()]);
 * ```
 */
export class FaultTolerantBatchProcessor<T, R, C extends object> {
  readonly #options: FaultTolerantBatchProcessorOptions<T, R, C>;
  readonly #counts = {
    records: 0,
    successful: 0,
    failed: 0,
    poisonPills: 0,
    deadLetters: 0,
    crashes: 0,
  };
  #lastAddFailure: { readonly error: unknown } | undefined;

  /** @throws {RangeError} if `batchSize` is not a positive integer */
  constructor(options: FaultTolerantBatchProcessorOptions<T, R, C>) {
    const { batchSize = 15 } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(
        `Cannot create FaultTolerantBatchProcessor as \`batchSize\` must be a positive integer: received ${inspect(batchSize)}`,
      );
    }
    this.#options = options;
  }

  get counts(): FaultToleranceCounts {
    return { ...this.#counts };
  }

  /**
   * Yields the outcomes of each batch, in the order of the batches; dead letters have none. Whoever
   * stops reading gives up what is under way.
   *
   * @throws what the source throws, after the outcomes of what it gave before
   * @throws what `deadLetters.add` throws, at the end: the letters are in the log all the same
   * @throws `signal.reason` once the signal aborts
   */
  async *process(
    records: Iterable<T> | AsyncIterable<T>,
    { signal }: WaitOptions = {},
  ): AsyncGenerator<readonly RecordOutcome<T, R>[], void, undefined> {
    const { pool, batchSize = 15 } = this.#options;
    const batches = inBatches(records, () => batchSize);
    const window = 2 * pool.counts.workers;
    yield* mapInOrder((batch, ofCall) => this.#compute(batch, ofCall), batches, { window, signal });
    const failure = this.#lastAddFailure;
    this.#lastAddFailure = undefined;
    if (failure) throw failure.error;
  }

  async #compute(batch: readonly T[], signal: AbortSignal): Promise<RecordOutcome<T, R>[]> {
    const outcomes = await this.#try(batch, { attempt: 1, signal });
    this.#counts.records += batch.length;
    for (const { status } of outcomes) {
      if (status === "OK") this.#counts.successful++;
      else if (status === "FAILED") this.#counts.failed++;
      else this.#counts.poisonPills++;
    }
    return outcomes;
  }

  async #try(
    batch: readonly T[],
    { attempt, signal }: { readonly attempt: number; readonly signal: AbortSignal },
  ): Promise<RecordOutcome<T, R>[]> {
    const { pool, recoveryPool, computeFn, context, bisect = false, onCrash } = this.#options;
    try {
      const executor = attempt === 1 ? pool : recoveryPool;
      return [...(await computeRecords(computeFn, batch, { executor, attempt, context, signal }))];
    } catch (error) {
      signal.throwIfAborted();
      this.#counts.crashes++;
      notify(onCrash, { error, attempt, records: batch.length });
      const next = { attempt: attempt + 1, signal };
      if (attempt === 1) return this.#try(batch, next);
      if (bisect && batch.length > 1) {
        const half = batch.length >> 1;
        const first = await this.#try(batch.slice(0, half), next);
        return [...first, ...(await this.#try(batch.slice(half), next))];
      }
      await this.#bury(batch, { error, attempts: attempt });
      return [];
    }
  }

  async #bury(batch: readonly T[], failure: { error: unknown; attempts: number }): Promise<void> {
    this.#counts.deadLetters += batch.length;
    try {
      await this.#options.deadLetters.add(batch, failure);
    } catch (error) {
      // The log has them, though not on its disk: the other records are not to suffer for it.
      this.#lastAddFailure = { error };
    }
  }
}
