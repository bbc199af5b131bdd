import { analyzeRequest, fetchDataFromLegacySystem } from "concurrency-lab";
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
