// The functions of lecture 29 that run in a worker.

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
 * @param dataId  a non-negative integer
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
