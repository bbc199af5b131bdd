import {
  analyzeRequest,
  fetchDataFromLegacySystem,
  riskyComputation,
  runAnalysis,
  transformRecord,
  ValueError,
} from "concurrency-lab";
import { expect, test } from "vitest";

test("exercise 1: computes what the sheet asks for", () => {
  const analysis = analyzeRequest({ requestId: 3, values: [0, 1, 4, 9] });
  expect(analysis).toEqual({
    requestId: 3,
    mean: 3.5,
    variance: 12.25,
    sumOfSquareRoots: 6,
    riskScore: 14 / 15,
  });
});

test("exercise 1: a number[] and a Float64Array give the same", () => {
  const values = [0.1, 0.2, 0.3];
  expect(analyzeRequest({ requestId: 1, values: Float64Array.from(values) })).toEqual(
    analyzeRequest({ requestId: 1, values }),
  );
});

test.each([[[]], [[-1]], [[Number.NaN]], [[Number.POSITIVE_INFINITY]]])(
  "exercise 1: refuses the values %o",
  (values) => {
    expect(() => analyzeRequest({ requestId: 5, values })).toThrow(
      new RangeError("Cannot analyze request 5 as `values` must be one or more numbers from 0 up"),
    );
  },
);

test("exercise 3: the legacy system answers an id with the same values, and blocks for 50 to 100 ms", () => {
  const start = performance.now();
  const values = fetchDataFromLegacySystem(3);
  // By the clock of Atomics.wait; a timer of the system may be a little early.
  expect(performance.now() - start).toBeGreaterThan(49);
  expect(values).toHaveLength(5_000);
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  expect(fetchDataFromLegacySystem(3)).toEqual(values);
  expect(fetchDataFromLegacySystem(4)).not.toEqual(values);
});

test("exercise 3: the analysis has the mean, the deviation of a sample, and ten bins", () => {
  const values = [0, 0.1, 0.3, 0.6, 0.7, 0.99, 1];
  const { mean, standardDeviation, histogram } = runAnalysis(values);
  expect(mean).toBeCloseTo(3.69 / 7, 12);
  const squares = values.reduce((sum, value) => sum + (value - 3.69 / 7) ** 2, 0);
  expect(standardDeviation).toBeCloseTo(Math.sqrt(squares / 6), 12);
  expect(histogram).toEqual([1, 1, 0, 1, 0, 0, 1, 1, 0, 2]);
  expect(runAnalysis(Float64Array.from(values))).toEqual({ mean, standardDeviation, histogram });
});

test.each([[[]], [[0.5]], [[0.5, -0.1]], [[0.5, 1.1]], [[0.5, Number.NaN, 0.5]]])(
  "exercise 3: refuses the values %o",
  (values) => {
    expect(() => runAnalysis(values)).toThrow(
      new RangeError("Cannot run analysis as `values` must be two or more numbers from 0 to 1"),
    );
  },
);

test("exercise 2: a record becomes the logarithm of its sum of square roots", () => {
  expect(transformRecord({ recordId: 3, data: [] })).toEqual([3, 0]);
  expect(transformRecord({ recordId: 4, data: [4, -9, 0] })).toEqual([4, 1.791759]);
});

test.each([[[Number.NaN]], [[1, Number.NEGATIVE_INFINITY]]])(
  "exercise 2: refuses the data %o",
  (data) => {
    expect(() => transformRecord({ recordId: 5, data })).toThrow(
      new RangeError("Cannot transform record 5 as `data` must be finite numbers"),
    );
  },
);

test("exercise 4: computes what the sheet asks for", () => {
  let sum = 0;
  for (let i = 1; i < 50_000; i++) sum += i ** 0.5;
  const [taskId, result] = riskyComputation(6, false, 0);
  expect(taskId).toBe(6);
  expect(result).toBeCloseTo(sum, 3);
  expect(String(result)).toMatch(/\.\d{1,4}$/);
});

test("exercise 4: fails if it should, before it sleeps", () => {
  const fail = () => riskyComputation(2, true, Number.NaN);
  expect(fail).toThrow(ValueError);
  expect(fail).toThrow(
    expect.objectContaining({
      name: "ValueError",
      message: "Task 2 failed intentionally",
      taskId: 2,
    }),
  );
});
