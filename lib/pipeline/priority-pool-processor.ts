import { inspect } from "node:util";
import { checkResults } from "../batching/check-results.ts";
import { notify } from "../checks/notify.ts";
import type { Executor } from "../pools/executor.ts";
import type { Priority, PriorityBatchQueue } from "../queues/priority-batch-queue.ts";
import type { WaitOptions } from "../timing/wait-options.ts";

/** How a `PriorityPoolProcessor` is built. */
export interface PriorityPoolProcessorOptions<T, R> {
  /** Must be able to cross to a worker, and return one result for each record. */
  readonly computeFn: (batch: readonly T[]) => readonly R[];
  /** Most records of a batch. */
  readonly batchSize: number;
  /** Told of each result, when it is there, and of how old its record is then. */
  readonly onResult?: (result: R, latencyMs: number) => void;
  /**
   * The clock of the records' `createdAtMs`, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/** What it must know of a result. */
export interface PriorityResult {
  readonly priority: Priority;
  readonly createdAtMs: number;
}

/**
 * Takes batches from a `PriorityBatchQueue` and sends them to an executor (lecture 36, exercise 3,
 * requirement 3).
 *
 * It takes a batch only when a worker is free. What waits, waits in the priority queue: a batch that
 * waited in the executor's own queue would let nothing critical overtake it any more.
 *
 * @example
 * ```ts
 * const pool = new ProcessPool({ maxWorkers: 2 });
 * const queue = new PriorityBatchQueue<SensorRecord>();
 * const record = { sensorId: "s1", recordId: 0, value: 99, createdAtMs: performance.now() };
 * await queue.put(record, classify(record));
 * queue.close();
 * const processor = new PriorityPoolProcessor(pool, { computeFn: computePriorityBatch, batchSize: 10 });
 * await processor.run(queue);
 * processor.criticalProcessed; // 1
 * await pool.close();
 * ```
 */
export class PriorityPoolProcessor<T, R extends PriorityResult> {
  readonly #executor: Executor;
  readonly #computeFn: (batch: readonly T[]) => readonly R[];
  readonly #batchSize: number;
  readonly #onResult: (result: R, latencyMs: number) => void;
  readonly #now: () => number;
  readonly #latenciesMs: Readonly<Record<Priority, number[]>> = { CRITICAL: [], NORMAL: [] };

  /** @throws {RangeError} if `batchSize` is not a positive integer */
  constructor(executor: Executor, options: PriorityPoolProcessorOptions<T, R>) {
    const { computeFn, batchSize, onResult = () => {}, now = () => performance.now() } = options;
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(
        `Cannot create PriorityPoolProcessor as \`batchSize\` must be a positive integer: received ${inspect(batchSize)}`,
      );
    }
    this.#executor = executor;
    this.#computeFn = computeFn;
    this.#batchSize = batchSize;
    this.#onResult = onResult;
    this.#now = now;
  }

  get criticalProcessed(): number {
    return this.#latenciesMs.CRITICAL.length;
  }

  get normalProcessed(): number {
    return this.#latenciesMs.NORMAL.length;
  }

  /** From each critical record's making to its result, in milliseconds, in the order of results. */
  get criticalLatencyMs(): readonly number[] {
    return this.#latenciesMs.CRITICAL;
  }

  /** The same of the normal ones. */
  get normalLatencyMs(): readonly number[] {
    return this.#latenciesMs.NORMAL;
  }

  /**
   * Processes batches until the queue is closed and empty.
   *
   * @throws what the executor rejects a batch with, whose records have no results then; what is
   * under way beside it still ends well, and what is in the queue stays there; as a rejection
   * @throws {TypeError} if `computeFn` returns too few or too many results, as a rejection
   * @throws `signal.reason` once the signal aborts, as a rejection
   */
  async run(queue: PriorityBatchQueue<T>, { signal }: WaitOptions = {}): Promise<void> {
    const stop = new AbortController();
    const take = { signal: AbortSignal.any(signal ? [signal, stop.signal] : [stop.signal]) };
    const serve = async (): Promise<void> => {
      try {
        for await (const batch of queue.batches(this.#batchSize, take)) {
          const run = this.#executor.run({ signal }, this.#computeFn, batch);
          this.#receive(checkResults(batch, await run));
        }
      } catch (error) {
        stop.abort(error);
      }
    };
    await Promise.all(Array.from({ length: this.#executor.counts.workers }, serve));
    stop.signal.throwIfAborted();
  }

  #receive(results: readonly R[]): void {
    const nowMs = this.#now();
    for (const result of results) {
      const latencyMs = nowMs - result.createdAtMs;
      this.#latenciesMs[result.priority].push(latencyMs);
      notify(this.#onResult, result, latencyMs);
    }
  }
}
