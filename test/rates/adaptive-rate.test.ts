import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AdaptiveRate, type RateObservation } from "../../lib/rates/adaptive-rate.ts";

const time = { ms: 0 };
const now = () => time.ms;
const limits = { minRatePerSecond: 10, maxRatePerSecond: 100, now };

/** What it says after each observation, with so many milliseconds before it. */
function ratesOf(rate: AdaptiveRate, steps: readonly (readonly [number, RateObservation])[]) {
  return steps.map(([passMs, seen]) => {
    time.ms += passMs;
    return rate.observe(seen);
  });
}
const well = { fillRatio: 0.5 };
const full = { fillRatio: 0.9 };

test("begins with what it is told, by default the least", () => {
  expect(new AdaptiveRate(limits).ratePerSecond).toBe(10);
  expect(new AdaptiveRate({ ...limits, initialRatePerSecond: 42 }).ratePerSecond).toBe(42);
});

test("grows with the time in which all is well, however often one looks, up to the most", () => {
  const [seldom, often] = [new AdaptiveRate(limits), new AdaptiveRate(limits)];
  for (let n = 1; n <= 10; n++) {
    time.ms += 100;
    often.observe(well);
    if (n === 10) seldom.observe(well);
  }
  expect(seldom.ratePerSecond).toBe(20);
  expect(often.ratePerSecond).toBeCloseTo(20, 9);
  const rates = ratesOf(seldom, Array(10).fill([1000, well]));
  expect(rates).toEqual([30, 40, 50, 60, 70, 80, 90, 100, 100, 100]);
  expect(seldom.decreases).toBe(0);
});

test("is cut by its factor at congestion, once an interval, down to the least", () => {
  const rate = new AdaptiveRate({ ...limits, initialRatePerSecond: 80 });
  const rates = ratesOf(rate, [
    [1, full],
    [0, full],
    [998, full],
    [2, full],
    [1000, full],
    [1000, full],
  ]);
  expect(rates).toEqual([40, 40, 40, 20, 10, 10]);
  expect(rate.decreases).toBe(4);
});

test("grows again within the interval in which it was cut", () => {
  const rate = new AdaptiveRate({ ...limits, initialRatePerSecond: 80, decreaseFactor: 0.75 });
  expect(
    ratesOf(rate, [
      [0, full],
      [500, well],
    ]),
  ).toEqual([60, 65]);
});

test("does not grow by more than an interval's worth in silence, nor in time of congestion", () => {
  const rate = new AdaptiveRate({ ...limits, intervalMs: 500 });
  expect(ratesOf(rate, [[3_600_000, well]])).toEqual([15]);
  const other = new AdaptiveRate({ ...limits, initialRatePerSecond: 50 });
  expect(
    ratesOf(other, [
      [100, full],
      [900, { failed: true }],
      [0, well],
    ]),
  ).toEqual([25, 25, 25]);
});

test.each<[string, RateObservation, boolean]>([
  ["a queue filled to the limit", { fillRatio: 0.8 }, false],
  ["a queue filled further", { fillRatio: 0.81 }, true],
  ["a latency at the limit", { latencyMs: 200 }, false],
  ["a longer one", { latencyMs: 201 }, true],
  ["a failure", { failed: true, fillRatio: 0, latencyMs: 1 }, true],
  ["no failure", { failed: false }, false],
  ["nothing", {}, false],
])("%s: congestion or not", (_what, seen, isCongestion) => {
  const rate = new AdaptiveRate({ ...limits, maxLatencyMs: 200 });
  rate.observe(seen);
  expect(rate.decreases).toBe(isCongestion ? 1 : 0);
});

test("by default no latency is too long", () => {
  const rate = new AdaptiveRate(limits);
  rate.observe({ latencyMs: 1e9 });
  expect(rate.decreases).toBe(0);
});

describe("whatever it sees", () => {
  const observations = fc.array(
    fc.tuple(
      fc.nat({ max: 5000 }),
      fc.record(
        {
          fillRatio: fc.double({ min: 0, max: 1, noNaN: true }),
          latencyMs: fc.nat({ max: 1000 }),
          failed: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    ),
    { maxLength: 60 },
  );

  test("stays between the least and the most, and decreases once an interval at most", () => {
    fc.assert(
      fc.property(observations, fc.integer({ min: 1, max: 3000 }), (steps, intervalMs) => {
        const rate = new AdaptiveRate({ ...limits, maxLatencyMs: 300, intervalMs });
        const cuts: number[] = [];
        let before = rate.ratePerSecond;
        for (const [passMs, seen] of steps) {
          const { decreases } = rate;
          time.ms += passMs;
          const after = rate.observe(seen);
          expect(after).toBe(rate.ratePerSecond);
          expect(after).toBeGreaterThanOrEqual(10);
          expect(after).toBeLessThanOrEqual(100);
          if (rate.decreases > decreases) cuts.push(time.ms);
          else expect(after).toBeGreaterThanOrEqual(before);
          before = after;
        }
        for (const [i, atMs] of cuts.slice(1).entries()) {
          expect(atMs - (cuts[i] ?? 0)).toBeGreaterThanOrEqual(intervalMs);
        }
      }),
    );
  });

  test("several that share a consumer end up with fair shares of it, wherever they began", () => {
    const start = fc.integer({ min: 10, max: 100 });
    fc.assert(
      fc.property(fc.array(start, { minLength: 2, maxLength: 5 }), (starts) => {
        const rates = starts.map(
          (initialRatePerSecond) => new AdaptiveRate({ ...limits, initialRatePerSecond }),
        );
        const sum = () => rates.reduce((total, { ratePerSecond }) => total + ratePerSecond, 0);
        for (let n = 0; n < 2000; n++) {
          time.ms += 100;
          const failed = sum() > 120;
          for (const rate of rates) rate.observe({ failed });
        }
        const shares = rates.map(({ ratePerSecond }) => ratePerSecond);
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(1);
        expect(sum()).toBeGreaterThan(50);
        expect(sum()).toBeLessThan(130);
      }),
    );
  });
});

test.each([
  [{ minRatePerSecond: 0 }, RangeError, "`minRatePerSecond` must be a finite number above 0"],
  [{ maxRatePerSecond: 9 }, RangeError, "`maxRatePerSecond` must be a finite number from `min"],
  [{ maxRatePerSecond: Infinity }, RangeError, "`maxRatePerSecond` must be a finite number"],
  [{ maxRatePerSecond: undefined }, TypeError, "`maxRatePerSecond` must be a finite number"],
  [{ initialRatePerSecond: 101 }, RangeError, "`initialRatePerSecond` must be a number from 10 to"],
  [{ initialRatePerSecond: 9 }, RangeError, "`initialRatePerSecond` must be a number from 10 to"],
  [{ increasePerSecond: 0 }, RangeError, "`increasePerSecond` must be a finite number above 0"],
  [{ decreaseFactor: 1 }, RangeError, "`decreaseFactor` must be a number above 0 and below 1"],
  [{ decreaseFactor: 0 }, RangeError, "`decreaseFactor` must be a number above 0 and below 1"],
  [{ intervalMs: -1 }, RangeError, "`intervalMs` must be a number from 0 up: received -1"],
  [{ maxFillRatio: 1.1 }, RangeError, "`maxFillRatio` must be a number from 0 to 1: received 1.1"],
  [{ maxLatencyMs: "1" }, TypeError, "`maxLatencyMs` must be a number from 0 up: received '1'"],
])("refuses %o", (wrong, Refusal, message) => {
  const build = () => new AdaptiveRate({ ...limits, ...wrong } as never);
  expect(build).toThrow(Refusal);
  expect(build).toThrow(`Cannot create AdaptiveRate as ${message}`);
});
