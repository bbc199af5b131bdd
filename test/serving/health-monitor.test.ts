import { HealthMonitor } from "concurrency-lab-serving";
import { expect, test } from "vitest";

/** A monitor whose clock the test sets. */
function monitorOf(options: { windowSize?: number; maxErrorRatio?: number } = {}) {
  const clock = { timeMs: 500 };
  return { clock, monitor: new HealthMonitor({ ...options, now: () => clock.timeMs }) };
}

test("knows nothing at first", () => {
  const { clock, monitor } = monitorOf();
  clock.timeMs = 700;
  expect(monitor.report).toEqual({
    status: "no data",
    uptimeMs: 200,
    totalRequests: 0,
    errorRatio: 0,
    latencyP50Ms: undefined,
    latencyP99Ms: undefined,
    requestsPerSecond: 0,
  });
});

test("tells the median, the 99th percentile and the rate", () => {
  const { clock, monitor } = monitorOf();
  for (let n = 0; n <= 100; n++) {
    monitor.record({ latencyMs: (n * 37) % 101, isError: false });
    clock.timeMs += 10;
  }
  const { latencyP50Ms, latencyP99Ms, requestsPerSecond } = monitor.report;
  expect([latencyP50Ms, latencyP99Ms]).toEqual([50, 99]);
  expect(requestsPerSecond).toBeCloseTo(100);
});

test("is degraded from 5 % of errors on, and well again once they are out of the window", () => {
  const { monitor } = monitorOf({ windowSize: 100 });
  const record = (isError: boolean) => monitor.record({ latencyMs: 1, isError });
  for (let n = 0; n < 96; n++) record(false);
  for (let n = 0; n < 4; n++) record(true);
  expect(monitor.report).toMatchObject({ status: "healthy", errorRatio: 0.04 });
  record(true);
  expect(monitor.report).toMatchObject({ status: "degraded", errorRatio: 0.05 });
  for (let n = 0; n < 95; n++) record(false);
  expect(monitor.report).toMatchObject({ status: "degraded", errorRatio: 0.05 });
  for (let n = 0; n < 5; n++) record(false);
  expect(monitor.report).toMatchObject({ status: "healthy", errorRatio: 0, totalRequests: 201 });
});

test("remembers the window's requests alone: an old burst is neither in the rate nor in the latencies", () => {
  const { clock, monitor } = monitorOf({ windowSize: 10 });
  for (let n = 0; n < 1003; n++) monitor.record({ latencyMs: 999, isError: false });
  for (let n = 0; n < 10; n++) {
    clock.timeMs += 100;
    monitor.record({ latencyMs: 1, isError: false });
  }
  clock.timeMs += 100;
  expect(monitor.report).toMatchObject({ latencyP99Ms: 1, requestsPerSecond: 10 });
  clock.timeMs += 9000;
  expect(monitor.report.requestsPerSecond).toBe(1);
});

test("refuses what is no observation", () => {
  const { monitor } = monitorOf();
  const record = (latencyMs: unknown, isError: unknown) => () =>
    monitor.record({ latencyMs: latencyMs as number, isError: isError as boolean });
  expect(record(-1, true)).toThrow(RangeError);
  expect(record(Number.NaN, true)).toThrow(RangeError);
  expect(record("1", true)).toThrow(TypeError);
  expect(record(1, 1)).toThrow("Cannot record request as `isError` must be a boolean: received 1");
});

test.each([[{ windowSize: 0 }], [{ maxErrorRatio: 0 }], [{ maxErrorRatio: 1.1 }]])(
  "refuses %j",
  (options) => {
    expect(() => monitorOf(options)).toThrow(RangeError);
    expect(() => monitorOf(options)).toThrow(/^Cannot create HealthMonitor as `\w+` must be/);
  },
);
