import { checkResults } from "../batching/check-results.ts";
import type { Executor, RunOptions } from "../pools/executor.ts";
import { mapInOrder } from "../pools/map-in-order.ts";
import type { WaitOptions } from "../timing/wait-options.ts";

/** Makes a result of each record of a batch, in a worker. */
export type ComputeFunction<T, R> = (batch: readonly T[]) => readonly R[];

/**
 * Where the batches of a pipeline are computed (lecture 36, exercise 1, requirement 3).
 *
 * @example
 * ```ts
 * const pool = new ProcessPool({ maxWorkers: 2 });
 * const layer = new ProcessPoolComputeLayer((batch: readonly number[]) => batch.map(Math.sqrt));
 * await layer.submitBatch(pool, [1, 4]); // [1, 2]
 * await Array.fromAsync(layer.submitAll(pool, [[9], [16, 25]])); // [[3], [4, 5]]
 * await pool.close();
 * ```
 */
export class ProcessPoolComputeLayer<T, R> {
  readonly #computeFn: ComputeFunction<T, R>;

  /** @param computeFn  must be able to cross to a worker, as what `pool.run` is given */
  constructor(computeFn: ComputeFunction<T, R>) {
    this.#computeFn = computeFn;
  }

  /**
   * Computes one batch.
   *
   * @throws what `pool.run` throws, as a rejection
   * @throws {TypeError} if there are not as many results as records, as a rejection
   */
  async submitBatch(
    pool: Executor,
    batch: readonly T[],
    options: RunOptions = {},
  ): Promise<readonly R[]> {
    return checkResults(batch, await pool.run(options, this.#computeFn, batch));
  }

  /**
   * Computes batch after batch, and yields their results in the same order. Each worker has a batch
   * and one more in store, and no more are read: what is slow here slows down who makes batches.
   *
   * @throws as `submitBatch`, in the place of the results
   */
  submitAll(
    pool: Executor,
    batches: Iterable<readonly T[]> | AsyncIterable<readonly T[]>,
    { signal }: WaitOptions = {},
  ): AsyncGenerator<readonly R[], void, undefined> {
    return mapInOrder(
      (batch, ofCall) => this.submitBatch(pool, batch, { signal: ofCall }),
      batches,
      {
        window: 2 * pool.counts.workers,
        signal,
      },
    );
  }
}
