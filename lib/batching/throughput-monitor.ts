import { inspect } from "node:util";
import { least } from "d3-array";

/** A batch that was processed. */
export interface BatchObservation {
  readonly batchSize: number;
  readonly durationMs: number;
}

/**
 * Remembers how long the last batches took, and says which size was the best of them (lecture 36,
 * exercise 2, requirement 1): the one with the least time for a record, the way there and back
 * included. It can only tell of sizes that were tried.
 *
 * @example
 * ```ts
 * const monitor = new ThroughputMonitor();
 * monitor.recordBatch(10, 5);
 * monitor.recordBatch(40, 8);
 * monitor.recommendedBatchSize(); // 40
 * ```
 */
export class ThroughputMonitor {
  readonly #windowSize: number;
  readonly #window: BatchObservation[] = [];

  /**
   * @param options.windowSize  batches that it remembers, 10 by default
   * @throws {RangeError} if it is not a positive integer
   */
  constructor({ windowSize = 10 }: { readonly windowSize?: number } = {}) {
    if (!Number.isInteger(windowSize) || windowSize < 1) {
      throw new RangeError(
        `Cannot create ThroughputMonitor as \`windowSize\` must be a positive integer: received ${inspect(windowSize)}`,
      );
    }
    this.#windowSize = windowSize;
  }

  /** What it remembers, the oldest first. */
  get observations(): readonly BatchObservation[] {
    return [...this.#window];
  }

  /**
   * Notes a batch.
   *
   * @throws {RangeError} if `batchSize` is not a positive integer, or `durationMs` not a number from
   * 0 up
   */
  recordBatch(batchSize: number, durationMs: number): void {
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(
        `Cannot record batch as \`batchSize\` must be a positive integer: received ${inspect(batchSize)}`,
      );
    }
    if (!(durationMs >= 0 && durationMs < Infinity)) {
      throw new RangeError(
        `Cannot record batch as \`durationMs\` must be a finite number from 0 up: received ${inspect(durationMs)}`,
      );
    }
    this.#window.push({ batchSize, durationMs });
    if (this.#window.length > this.#windowSize) this.#window.shift();
  }

  /** The size with the least milliseconds a record; `undefined` before the first batch. */
  recommendedBatchSize(): number | undefined {
    return least(this.#window, ({ batchSize, durationMs }) => durationMs / batchSize)?.batchSize;
  }
}
