import { describe, expect, test } from "vitest";
import {
  computeBatch,
  computeHeavyBatch,
  computeLightBatch,
  type SensorRecord,
} from "../../lib/workers/lecture36.ts";

const recordsOf = (...values: number[]): SensorRecord[] =>
  values.map((value, recordId) => ({ sensorId: "s1", recordId, value, createdAtMs: 0 }));

describe("computeBatch", () => {
  test("normalizes over the sensor's range, and flags what is over 0.8", () => {
    const computed = computeBatch(recordsOf(0, 80, 81, 100, 50));
    expect(computed.map(({ normalized }) => normalized)).toEqual([0, 0.8, 0.81, 1, 0.5]);
    expect(computed.map(({ isAnomaly }) => isAnomaly)).toEqual([false, false, true, true, false]);
  });

  test("takes the mean of five, or as many as there are", () => {
    const computed = computeBatch(recordsOf(0, 10, 20, 30, 40, 50, 60));
    const means = computed.map(({ rollingMean }) => Math.round(100 * rollingMean));
    expect(means).toEqual([0, 5, 10, 15, 20, 30, 40]);
  });

  test("takes another range, also one without width", () => {
    const normalizedIn = (min: number, max: number) =>
      computeBatch(recordsOf(7, 7), { min, max }).map(({ normalized }) => normalized);
    expect(normalizedIn(5, 9)).toEqual([0.5, 0.5]);
    expect(normalizedIn(7, 7)).toEqual([0, 0]);
  });

  test("keeps the records, and has none for none", () => {
    expect(computeBatch(recordsOf(42))[0]).toMatchObject(recordsOf(42)[0] as SensorRecord);
    expect(computeBatch([])).toEqual([]);
  });
});

test("light and heavy batches have one result a record", () => {
  expect(computeLightBatch([1, -2.5])).toEqual([2, -5]);
  const [zero, one] = computeHeavyBatch([0, 1]);
  expect(zero).toBe(50);
  const terms = Array.from({ length: 50 }, (_, i) => Math.sin(i) + Math.cos(i));
  expect(one).toBeCloseTo(
    terms.reduce((sum, term) => sum + term, 0),
    9,
  );
});
