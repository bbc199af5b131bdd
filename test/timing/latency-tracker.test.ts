import { execFileSync } from "node:child_process";
import { randomExponential, randomLcg } from "d3-random";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LatencyTracker, type LatencyTrackerOptions } from "../../lib/timing/latency-tracker.ts";
import { findEnvironment } from "../../scripts/environment.mjs";

function trackerOf(latenciesMs: readonly number[], options?: LatencyTrackerOptions) {
  const tracker = new LatencyTracker(options);
  for (const latencyMs of latenciesMs) tracker.record(latencyMs);
  return tracker;
}

describe("the suggestion", () => {
  test("is 500 ms under five observations, then twice the 90th percentile", () => {
    const tracker = new LatencyTracker();
    expect(tracker.suggestedTimeoutMs()).toBe(500);
    for (const latencyMs of [100, 200, 300, 400]) {
      tracker.record(latencyMs);
      expect(tracker.suggestedTimeoutMs()).toBe(500);
    }
    tracker.record(500);
    expect(tracker.size).toBe(5);
    expect(tracker.suggestedTimeoutMs()).toBe(2 * 460);
  });

  test("rests on the last 20 observations alone, of either kind", () => {
    const tracker = trackerOf(Array(20).fill(1000));
    for (let n = 0; n < 19; n++) tracker.record(10);
    expect(tracker.size).toBe(20);
    expect(tracker.quantile(1)).toBe(1000);
    tracker.recordTimeout(20);
    expect(tracker.size).toBe(20);
    expect(tracker.quantile(1)).toBe(20);
    expect(tracker.quantile(0)).toBe(10);
  });

  test("follows its options", () => {
    const options = { windowSize: 3, quantile: 0.5, factor: 3, minObservations: 2 };
    const tracker = new LatencyTracker({ ...options, defaultTimeoutMs: 70, maxTimeoutMs: 100 });
    const suggested = [10, 20, 30, 40, 50].map((latencyMs) => {
      const before = tracker.suggestedTimeoutMs();
      tracker.record(latencyMs);
      return before;
    });
    expect(suggested).toEqual([70, 70, 45, 60, 90]);
    expect(tracker.suggestedTimeoutMs()).toBe(100);
    expect(new LatencyTracker({ maxTimeoutMs: 300 }).suggestedTimeoutMs()).toBe(300);
  });
});

describe("the quantile", () => {
  test("of nothing is undefined, of one observation is that", () => {
    expect(new LatencyTracker().quantile(0.9)).toBeUndefined();
    expect(trackerOf([7]).quantile(0.9)).toBe(7);
  });

  test("is that of Python's statistics, whatever the number of observations", () => {
    const random = randomExponential.source(randomLcg(31))(1 / 200);
    const samples = Array.from({ length: 19 }, (_, n) =>
      Array.from({ length: n + 2 }, () => 100 + random()),
    );
    const program = `
import json, statistics, sys
quantiles = lambda data: statistics.quantiles(data, n=100, method="inclusive")
print(json.dumps([quantiles(data) for data in json.load(sys.stdin)]))`;
    const { python } = findEnvironment();
    const input = JSON.stringify(samples);
    const expected: number[][] = JSON.parse(
      execFileSync(python, ["-c", program], { input, encoding: "utf8" }),
    );
    expect(expected).toHaveLength(samples.length);
    for (const [n, sample] of samples.entries()) {
      const tracker = trackerOf(sample);
      const p90 = expected[n]?.[89] ?? Number.NaN;
      if (sample.length >= 5) expect(tracker.suggestedTimeoutMs()).toBeCloseTo(2 * p90, 9);
      for (const [percent, value] of expected[n]?.entries() ?? []) {
        expect(tracker.quantile((percent + 1) / 100)).toBeCloseTo(value, 9);
      }
    }
  });
});

describe("time-outs", () => {
  /** A service that slows down: how many of the last ten queries of six shards get their answers. */
  function answeredAfterSlowdown(noteTimeouts: boolean): number {
    const random = randomExponential.source(randomLcg(31))(1 / 20);
    const tracker = new LatencyTracker();
    let answered = 0;
    for (let query = 0; query < 30; query++) {
      const timeoutMs = tracker.suggestedTimeoutMs();
      for (let shard = 0; shard < 6; shard++) {
        const latencyMs = (query < 10 ? 50 : 2000) + random();
        if (latencyMs <= timeoutMs) tracker.record(latencyMs);
        else if (noteTimeouts) tracker.recordTimeout(timeoutMs);
        if (query >= 20 && latencyMs <= timeoutMs) answered++;
      }
    }
    return answered;
  }

  test("get it out of a rut in which knowing responders alone would leave it", () => {
    expect(answeredAfterSlowdown(false)).toBe(0);
    expect(answeredAfterSlowdown(true)).toBe(60);
  });

  test("with nothing but them, the suggestion doubles, up to its most", () => {
    const tracker = new LatencyTracker({ windowSize: 5, maxTimeoutMs: 3000 });
    const suggested = Array.from({ length: 5 }, () => {
      const timeoutMs = tracker.suggestedTimeoutMs();
      for (let shard = 0; shard < 5; shard++) tracker.recordTimeout(timeoutMs);
      return timeoutMs;
    });
    expect(suggested).toEqual([500, 1000, 2000, 3000, 3000]);
  });
});

test("holds to its promises, whatever it observes", () => {
  const observation = fc.record({
    latencyMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
    timeoutMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const factors = fc.double({ min: 1, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(observation, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 25 }),
      share,
      factors,
      (observations, windowSize, quantile, factor) => {
        const options = { windowSize, quantile, factor, minObservations: 1 };
        const seen = new LatencyTracker(options);
        for (const { latencyMs, timeoutMs } of observations) {
          if (latencyMs <= timeoutMs) seen.record(latencyMs);
          else seen.recordTimeout(timeoutMs);
        }
        const window = observations.slice(-windowSize);
        expect(seen.size).toBe(window.length);

        const value = seen.quantile(quantile) ?? Number.NaN;
        const suggested = seen.suggestedTimeoutMs();
        expect(suggested).toBe(value * factor);
        // Never above the quantile of what one would have seen by waiting.
        const waited = trackerOf(
          window.map(({ latencyMs }) => latencyMs),
          options,
        );
        expect(value).toBeLessThanOrEqual((waited.quantile(quantile) ?? Number.NaN) * (1 + 1e-12));
        // R-7 lies between these two, in whatever order they came.
        const known = window.map(({ latencyMs, timeoutMs }) => Math.min(latencyMs, timeoutMs));
        const sorted = known.toSorted((a, b) => a - b);
        const below = sorted[Math.floor((sorted.length - 1) * quantile)] ?? Number.NaN;
        const above = sorted[Math.ceil((sorted.length - 1) * quantile)] ?? Number.NaN;
        expect(value).toBeGreaterThanOrEqual(below * (1 - 1e-12));
        expect(value).toBeLessThanOrEqual(above * (1 + 1e-12));
        // Where the quantile falls on or above a time-out, so does the suggestion.
        for (const { latencyMs, timeoutMs } of window) {
          if (latencyMs > timeoutMs && value >= timeoutMs) {
            expect(suggested).toBeGreaterThanOrEqual(timeoutMs);
          }
        }
      },
    ),
    { numRuns: 500 },
  );
});

describe("validation", () => {
  test.each([
    ["windowSize", 0, RangeError, "a positive integer: received 0"],
    ["windowSize", 2.5, RangeError, "a positive integer: received 2.5"],
    ["windowSize", "20", TypeError, "a positive integer: received '20'"],
    ["quantile", 90, RangeError, "a number from 0 to 1: received 90"],
    ["quantile", Number.NaN, RangeError, "a number from 0 to 1: received NaN"],
    ["factor", 0.5, RangeError, "a finite number from 1 up: received 0.5"],
    ["factor", Infinity, RangeError, "a finite number from 1 up: received Infinity"],
    ["minObservations", 0, RangeError, "an integer from 1 to `windowSize`, 20: received 0"],
    ["minObservations", 21, RangeError, "an integer from 1 to `windowSize`, 20: received 21"],
    ["minObservations", true, TypeError, "an integer from 1 to `windowSize`, 20: received true"],
    ["defaultTimeoutMs", -1, RangeError, "a number from 0 up: received -1"],
    ["maxTimeoutMs", "9", TypeError, "a number from 0 up: received '9'"],
  ])("refuses %s = %s", (name, value, Refusal, wanted) => {
    const construct = () => new LatencyTracker({ [name]: value } as LatencyTrackerOptions);
    const message = `Cannot create LatencyTracker as \`${name}\` must be ${wanted}`;
    expect(construct).toThrow(new Refusal(message));
    expect(construct).toThrow(Refusal);
  });

  test("refuses what is no latency, time-out or share", () => {
    const tracker = new LatencyTracker();
    const wanted = "must be a finite number from 0 up: received";
    expect(() => tracker.record(-1)).toThrow(
      new RangeError(`Cannot record as \`latencyMs\` ${wanted} -1`),
    );
    expect(() => tracker.recordTimeout(Infinity)).toThrow(
      new RangeError(`Cannot record as \`timeoutMs\` ${wanted} Infinity`),
    );
    expect(() => tracker.record("5" as never)).toThrow(TypeError);
    expect(() => tracker.quantile(2)).toThrow(
      new RangeError("Cannot take quantile as `q` must be a number from 0 to 1: received 2"),
    );
    expect(tracker.size).toBe(0);
  });
});
