// The functions of lecture 36 that run in a worker.

import { mean } from "d3-array";

/** What a sensor says at a moment. */
export interface SensorRecord {
  readonly sensorId: string;
  /** Unlike that of any other record. */
  readonly recordId: number;
  /** From 0 to 100 on a sensor in order. */
  readonly value: number;
  /** When it was made, in milliseconds of the clock of the thread that made it. */
  readonly createdAtMs: number;
}

/** What is made 0, and what is made 1. */
export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** What a sensor in order can say. */
export const sensorRange: ValueRange = { min: 0, max: 100 };

/** Exercise 1: a record after the compute layer. */
export interface ComputedRecord extends SensorRecord {
  /** 0 at the start of the range, 1 at its end, and beyond these outside of it. */
  readonly normalized: number;
  /** The mean of this normalized value and the up to four before it in its batch. */
  readonly rollingMean: number;
  /** Whether the normalized value is over 0.8. */
  readonly isAnomaly: boolean;
}

/**
 * Exercise 1, requirement 3: normalizes the values, takes their 5-point rolling mean within the
 * batch, and flags what is over 0.8.
 *
 * By default values are normalized over the range of the sensor: what a record is then does not
 * depend on the batch that it happened to be in. In a range of one value alone, that value is 0.
 *
 * @param range `sensorRange` by default
 *
 * @example
 * ```ts
 * const record = { sensorId: "s1", recordId: 0, value: 90, createdAtMs: 0 };
 * const [computed] = computeBatch([record]);
 * computed?.normalized; // 0.9
 * computed?.isAnomaly; // true
 * ```
 */
export function computeBatch(
  records: readonly SensorRecord[],
  { min, max }: ValueRange = sensorRange,
): ComputedRecord[] {
  const width = max - min || 1;
  const normalized = records.map(({ value }) => (value - min) / width);
  return records.map((record, i) => ({
    ...record,
    normalized: normalized[i] ?? Number.NaN,
    rollingMean: mean(normalized.slice(Math.max(0, i - 4), i + 1)) ?? Number.NaN,
    isAnomaly: (normalized[i] ?? Number.NaN) > 0.8,
  }));
}

/**
 * Exercise 2, requirement 3: one arithmetic operation a record. The way there and back is all.
 *
 * @example
 * ```ts
 * computeLightBatch([1, 2.5]); // [2, 5]
 * ```
 */
export function computeLightBatch(records: readonly number[]): number[] {
  return records.map((value) => value * 2);
}

/**
 * Exercise 2, requirement 3: a hundred trigonometric operations a record.
 *
 * @example
 * ```ts
 * computeHeavyBatch([0]); // [50], fifty times sin 0 + cos 0
 * ```
 */
export function computeHeavyBatch(records: readonly number[]): number[] {
  return records.map((value) => {
    let sum = 0;
    for (let i = 0; i < 50; i++) sum += Math.sin(value * i) + Math.cos(value * i);
    return sum;
  });
}
