import { inspect } from "node:util";
import { mean } from "d3-array";
import { notify } from "../checks/notify.ts";

/** What a `ResultsSink` must know of a result. */
export interface SinkResult {
  readonly normalized: number;
  readonly isAnomaly: boolean;
}

/** What has arrived so far. */
export interface SinkSummary {
  readonly received: number;
  readonly anomalies: number;
  /** NaN while there is none. */
  readonly meanNormalized: number;
}

/** How a `ResultsSink` is built. */
export interface ResultsSinkOptions {
  /**
   * Results from one summary to the next.
   *
   * @default 100
   */
  readonly summaryEvery?: number;
  /**
   * Told of each summary.
   *
   * @default prints a line
   */
  readonly onSummary?: (summary: SinkSummary) => void;
}

/**
 * Where results end: it keeps them, and sums them up after every hundred (lecture 36, exercise 1,
 * requirement 4).
 *
 * @example
 * ```ts
 * const sink = new ResultsSink({ summaryEvery: 2 });
 * sink.receiveBatch([
 *   { normalized: 0.5, isAnomaly: false },
 *   { normalized: 0.9, isAnomaly: true },
 *   { normalized: 0.1, isAnomaly: false },
 * ]); // prints what the first two were
 * sink.summary; // { received: 3, anomalies: 1, meanNormalized: 0.5 }
 * ```
 */
export class ResultsSink<R extends SinkResult> {
  readonly #summaryEvery: number;
  readonly #onSummary: (summary: SinkSummary) => void;
  readonly #results: R[] = [];
  #anomalies = 0;

  /** @throws {RangeError} if `summaryEvery` is not a positive integer */
  constructor({ summaryEvery = 100, onSummary = print }: ResultsSinkOptions = {}) {
    if (!Number.isInteger(summaryEvery) || summaryEvery < 1) {
      throw new RangeError(
        `Cannot create ResultsSink as \`summaryEvery\` must be a positive integer: received ${inspect(summaryEvery)}`,
      );
    }
    this.#summaryEvery = summaryEvery;
    this.#onSummary = onSummary;
  }

  /** All that it has received, in that order. */
  get results(): readonly R[] {
    return this.#results;
  }

  get summary(): SinkSummary {
    return {
      received: this.#results.length,
      anomalies: this.#anomalies,
      meanNormalized: mean(this.#results, ({ normalized }) => normalized) ?? Number.NaN,
    };
  }

  /** Keeps the results, one by one: a summary may fall in the middle of a batch. */
  receiveBatch(results: Iterable<R>): void {
    for (const result of results) {
      this.#results.push(result);
      if (result.isAnomaly) this.#anomalies++;
      if (this.#results.length % this.#summaryEvery === 0) notify(this.#onSummary, this.summary);
    }
  }
}

function print({ received, anomalies, meanNormalized }: SinkSummary): void {
  console.log(
    `${received} received, ${anomalies} anomalies, mean normalized ${meanNormalized.toFixed(3)}`,
  );
}
