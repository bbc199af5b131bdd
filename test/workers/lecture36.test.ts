import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  classify,
  computePriorityBatch,
  computeRiskyBatch,
  type SensorRecord,
} from "../../lib/workers/lecture36.ts";

const recordsOf = (...values: number[]): SensorRecord[] =>
  values.map((value, recordId) => ({ sensorId: "s1", recordId, value, createdAtMs: 0 }));

test.each([
  [15, "NORMAL"],
  [85, "NORMAL"],
  [14.99, "CRITICAL"],
  [85.01, "CRITICAL"],
  [Number.NaN, "CRITICAL"],
])("%d is %s", (value, priority) => {
  expect(classify({ value })).toBe(priority);
});

test("computePriorityBatch scores what is critical and normalizes the rest", () => {
  const computed = computePriorityBatch(recordsOf(50, 92.5, 100, 115, 7.5, 0));
  expect(computed.map((record) => ("urgencyScore" in record ? record.urgencyScore : "-"))).toEqual([
    "-",
    50,
    100,
    200,
    50,
    100,
  ]);
  expect(computed[0]).toMatchObject({ priority: "NORMAL", normalized: 0.5 });
});

describe("computeRiskyBatch", () => {
  test("knows what is no finite number", () => {
    const outcomes = computeRiskyBatch(recordsOf(Infinity, -Infinity, Number.NaN), { attempt: 1 });
    expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill("POISON_PILL"));
    expect(outcomes[1]).toMatchObject({ error: "value is not finite: -Infinity" });
  });

  test("has an outcome for each record, whatever it holds", () => {
    fc.assert(
      fc.property(fc.array(fc.double()), (values) => {
        const records = recordsOf(...values);
        const outcomes = computeRiskyBatch(records, { attempt: 1 });
        expect(outcomes.map(({ originalRecord }) => originalRecord)).toEqual(records);
        for (const [i, value] of values.entries()) {
          const right = Number.isFinite(value) ? (value < 0 ? "FAILED" : "OK") : "POISON_PILL";
          expect(outcomes[i]?.status).toBe(right);
        }
      }),
    );
  });

  test("crashes as often as it is told, and each attempt has a chance of its own", () => {
    const crashes = (id: number, attempt: number) => {
      try {
        computeRiskyBatch([{ recordId: 15 * id, value: 1 }], { attempt, crashRatio: 0.02 });
        return false;
      } catch {
        return true;
      }
    };
    const ids = Array.from({ length: 100_000 }, (_, id) => id);
    const first = ids.filter((id) => crashes(id, 1));
    const twice = first.filter((id) => crashes(id, 2));
    // Within five standard deviations of 2,000, and of 40.
    expect(Math.abs(first.length - 2_000)).toBeLessThan(5 * Math.sqrt(2_000));
    expect(Math.abs(twice.length - 40)).toBeLessThan(5 * Math.sqrt(40));
    expect(first.filter((id) => crashes(id, 1))).toEqual(first);
  });

  test("crashes with a toxic record on every attempt", () => {
    const records = recordsOf(1, 2);
    for (const attempt of [1, 2, 3]) {
      expect(() => computeRiskyBatch(records, { attempt, toxicIds: [1] })).toThrow("worker crash");
    }
    expect(computeRiskyBatch(records, { attempt: 1, toxicIds: [2] })).toHaveLength(2);
  });
});
