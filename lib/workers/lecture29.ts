// The functions of lecture 29 that run in a worker.

import { bin, deviation, mean } from "d3-array";
import { randomLcg } from "d3-random";
import { sleepSync } from "../timing/sleep-sync.ts";

/** Exercise 1: what arrives at the server. */
export interface RequestData {
  readonly requestId: number;
  /** Not negative, at least one. */
  readonly values: readonly number[] | Float64Array;
}

/** Exercise 1: what goes back. */
export interface RequestAnalysis {
  readonly requestId: number;
  readonly mean: number;
  /** Of the population: the mean squared distance from the mean. */
  readonly variance: number;
  readonly sumOfSquareRoots: number;
  readonly riskScore: number;
}

/**
 * Exercise 1, requirement 1: pure computing, two passes over the values.
 *
 * @throws {RangeError} if there are no values, or one has no square root
 *
 * @example
 * ```ts
 * analyzeRequest({ requestId: 7, values: [1, 4] });
 * // { requestId: 7, mean: 2.5, variance: 2.25, sumOfSquareRoots: 3, riskScore: 5 / 6 }
 * ```
 */
export function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  let sum = 0;
  let sumOfSquareRoots = 0;
  for (const value of values) {
    sum += value;
    sumOfSquareRoots += Math.sqrt(value);
  }
  const mean = sum / values.length;
  let squaredDistances = 0;
  for (const value of values) squaredDistances += (value - mean) ** 2;
  if (!Number.isFinite(sumOfSquareRoots) || values.length === 0) {
    throw new RangeError(
      `Cannot analyze request ${requestId} as \`values\` must be one or more numbers from 0 up`,
    );
  }
  return {
    requestId,
    mean,
    variance: squaredDistances / values.length,
    sumOfSquareRoots,
    riskScore: sum / (mean * values.length + 1),
  };
}

/**
 * Exercise 3, requirement 1: a database call by a driver that knows no promises. It blocks the
 * thread that calls it for 50 to 100 ms. The values and the time follow from the id alone.
 *
 * @param dataId  a whole number from 0 up
 * @returns 5,000 floats from 0 to 1
 *
 * @example
 * ```ts
 * fetchDataFromLegacySystem(7).length; // 5000
 * ```
 */
export function fetchDataFromLegacySystem(dataId: number): Float64Array {
  const random = randomLcg(dataId);
  const values = Float64Array.from({ length: 5_000 }, random);
  sleepSync(50 + 50 * random());
  return values;
}

/** Exercise 3: what is known of the values of an item. */
export interface DataAnalysis {
  readonly mean: number;
  /** Of a sample, with n − 1 in the denominator, as Python's `statistics.stdev` has it. */
  readonly standardDeviation: number;
  /** How many values lie in each tenth from 0 to 1; a value on an edge counts to the right. */
  readonly histogram: readonly number[];
}

/**
 * Exercise 3, requirement 2: pure computing, three passes over the values.
 *
 * @throws {RangeError} if there are fewer than two values, or one is not from 0 to 1
 *
 * @example
 * ```ts
 * runAnalysis([0.25, 0.75]);
 * // { mean: 0.5, standardDeviation: Math.SQRT1_2 / 2, histogram: [0, 0, 1, 0, 0, 0, 0, 1, 0, 0] }
 * ```
 */
export function runAnalysis(values: readonly number[] | Float64Array): DataAnalysis {
  const tenths = bin().domain([0, 1]).thresholds(10);
  const histogram = tenths(values).map(({ length }) => length);
  const counted = histogram.reduce((sum, count) => sum + count, 0);
  const standardDeviation = deviation(values);
  if (standardDeviation === undefined || counted < values.length) {
    throw new RangeError("Cannot run analysis as `values` must be two or more numbers from 0 to 1");
  }
  return { mean: mean(values) ?? Number.NaN, standardDeviation, histogram };
}

/** Exercise 2: one record of the stream. */
export interface DataRecord {
  readonly recordId: number;
  readonly data: readonly number[];
}

/** Exercise 2: what becomes of a record. */
export type TransformedRecord = readonly [recordId: number, result: number];

/**
 * Exercise 2, requirement 1: the natural logarithm of one more than the sum of the square roots of
 * the absolute values, rounded to six decimals.
 *
 * @throws {RangeError} if one of the `data` is not a finite number
 *
 * @example
 * ```ts
 * transformRecord({ recordId: 7, data: [4, -9] }); // [7, 1.791759]
 * ```
 */
export function transformRecord({ recordId, data }: DataRecord): TransformedRecord {
  let total = 0;
  for (const x of data) total += Math.sqrt(Math.abs(x));
  if (!Number.isFinite(total)) {
    throw new RangeError(`Cannot transform record ${recordId} as \`data\` must be finite numbers`);
  }
  return [recordId, Number(Math.log(total + 1).toFixed(6))];
}

/** Exercise 4: a task that fails on purpose, as Python's `ValueError` says it on the sheet. */
export class ValueError extends Error {
  /** Which task failed. */
  readonly taskId: number;

  constructor(taskId: number) {
    super(`Task ${taskId} failed intentionally`);
    this.name = "ValueError";
    this.taskId = taskId;
  }
}

/** Exercise 4: what a task gives that has not failed. */
export type ComputedTask = readonly [taskId: number, result: number];

/**
 * Exercise 4, requirement 1: fails if it should, or else blocks its thread for `timeoutMs`
 * milliseconds, which stand for work, and then adds up the square roots of the whole numbers below
 * 50,000, rounded to four decimals.
 *
 * @throws {ValueError} if `shouldFail`
 *
 * @example
 * ```ts
 * riskyComputation(7, false, 20); // [7, 7453447.9139]
 * ```
 */
export function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): ComputedTask {
  if (shouldFail) throw new ValueError(taskId);
  sleepSync(timeoutMs);
  let sum = 0;
  for (let i = 0; i < 50_000; i++) sum += Math.sqrt(i);
  return [taskId, Number(sum.toFixed(4))];
}
