import { inspect } from "node:util";
import type { Executor } from "../pools/executor.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import { checkResults } from "./check-results.ts";
import { inBatches } from "./in-batches.ts";
import { type BatchObservation, ThroughputMonitor } from "./throughput-monitor.ts";

/** How an `AdaptiveBatchProcessor` is built. */
export interface AdaptiveBatchProcessorOptions {
  /** @default 10 */
  readonly initialBatchSize?: number;
  /** @default 5 */
  readonly minBatchSize?: number;
  /** @default 200 */
  readonly maxBatchSize?: number;
  /**
   * Batches after which it follows the monitor's advice.
   *
   * @default 5
   */
  readonly adaptEvery?: number;
  /**
   * The last batch of each `adaptEvery` is larger by this factor, or smaller once larger is no
   * better, and the other way round: a trial, to learn of sizes not used so far. At 1 there is none.
   *
   * @default 1
   */
  readonly explorationFactor?: number;
  /**
   * What remembers the batches, and advises.
   *
   * @default a `ThroughputMonitor` of 10 batches
   */
  readonly monitor?: ThroughputMonitor;
  /**
   * The clock by which batches are timed, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/**
 * Sends records to an executor in batches, one after the other, and adapts their size to what it
 * has measured (lecture 36, exercise 2, requirement 2).
 *
 * As the sheet has it, it chooses the best of the sizes that it remembers. It starts at one size,
 * so it can only stay there. With an `explorationFactor` it climbs: one batch in five tries a
 * neighbour of the size in use, and if that was the best, it is the size in use next.
 *
 * @example
 * ```ts
 * const executor = new InlineExecutor();
 * const processor = new AdaptiveBatchProcessor(executor, { explorationFactor: 2 });
 * const records = Array.from({ length: 1_000 }, (_, i) => i);
 * const results = await Array.fromAsync(processor.process(computeLightBatch, records));
 * results.flat().length; // 1000
 * processor.history[0]?.batchSize; // 10
 * await executor.close();
 * ```
 */
export class AdaptiveBatchProcessor {
  readonly monitor: ThroughputMonitor;
  readonly #executor: Executor;
  readonly #now: () => number;
  readonly #adaptEvery: number;
  readonly #minBatchSize: number;
  readonly #maxBatchSize: number;
  readonly #history: BatchObservation[] = [];
  #batchSize: number;
  /** The next trial's size, by that in use. */
  #trialFactor: number;

  /**
   * @throws {RangeError} if a size or `adaptEvery` is not a positive integer, the sizes are not in
   * order, or the factor is not a finite number from 1 up
   */
  constructor(executor: Executor, options: AdaptiveBatchProcessorOptions = {}) {
    const { initialBatchSize = 10, minBatchSize = 5, maxBatchSize = 200, adaptEvery = 5 } = options;
    const { explorationFactor = 1, monitor = new ThroughputMonitor() } = options;
    const { now = () => performance.now() } = options;
    for (const [name, count] of Object.entries({ minBatchSize, initialBatchSize, adaptEvery })) {
      check(name, count, Number.isInteger(count) && count > 0, "a positive integer");
    }
    const isInOrder = minBatchSize <= initialBatchSize && initialBatchSize <= maxBatchSize;
    const sizes = [minBatchSize, initialBatchSize, maxBatchSize];
    check("minBatchSize, initialBatchSize, maxBatchSize", sizes, isInOrder, "in ascending order");
    const isFactor = explorationFactor >= 1 && explorationFactor < Infinity;
    check("explorationFactor", explorationFactor, isFactor, "a finite number from 1 up");
    this.#executor = executor;
    this.monitor = monitor;
    this.#now = now;
    this.#adaptEvery = adaptEvery;
    this.#trialFactor = explorationFactor;
    this.#minBatchSize = minBatchSize;
    this.#maxBatchSize = maxBatchSize;
    this.#batchSize = initialBatchSize;
  }

  /** The size in use, apart from trials. */
  get batchSize(): number {
    return this.#batchSize;
  }

  /** All batches so far, in their order. */
  get history(): readonly BatchObservation[] {
    return this.#history;
  }

  /**
   * Yields the results, batch after batch, in the order of the records. What was learnt stays for
   * the next call.
   *
   * @param computeFn  what must return as many results as there are records
   * @throws what the executor or the source throws
   * @throws {TypeError} if `computeFn` returns too few or too many results
   * @throws `signal.reason` once the signal aborts
   */
  async *process<T, R>(
    computeFn: (batch: readonly T[]) => readonly R[],
    records: Iterable<T> | AsyncIterable<T>,
    { signal }: WaitOptions = {},
  ): AsyncGenerator<readonly R[], void, undefined> {
    for await (const batch of inBatches(records, () => this.#sizeOfNext())) {
      const startedMs = this.#now();
      const run = this.#executor.run({ signal }, computeFn, batch);
      const results = checkResults(batch, await run);
      // A clock may be set back.
      const durationMs = Math.max(0, this.#now() - startedMs);
      this.#learn({ batchSize: batch.length, durationMs });
      yield results;
    }
  }

  #sizeOfNext(): number {
    const isTrial = (this.#history.length + 1) % this.#adaptEvery === 0;
    return this.#clamp(Math.round(this.#batchSize * (isTrial ? this.#trialFactor : 1)));
  }

  #learn(observation: BatchObservation): void {
    this.#history.push(observation);
    this.monitor.recordBatch(observation.batchSize, observation.durationMs);
    if (this.#history.length % this.#adaptEvery !== 0) return;
    const before = this.#batchSize;
    this.#batchSize = this.#clamp(this.monitor.recommendedBatchSize() ?? before);
    const hasClimbed = (this.#batchSize - before) * (this.#trialFactor - 1) > 0;
    if (!hasClimbed) this.#trialFactor = 1 / this.#trialFactor;
  }

  #clamp(size: number): number {
    return Math.min(Math.max(size, this.#minBatchSize), this.#maxBatchSize);
  }
}

function check(name: string, value: unknown, isRight: boolean, wanted: string): void {
  if (isRight) return;
  throw new RangeError(
    `Cannot create AdaptiveBatchProcessor as \`${name}\` must be ${wanted}: received ${inspect(value)}`,
  );
}
