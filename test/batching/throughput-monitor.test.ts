import { expect, test } from "vitest";
import { ThroughputMonitor } from "../../lib/batching/throughput-monitor.ts";

test("recommends the size with the least time a record", () => {
  const monitor = new ThroughputMonitor();
  expect(monitor.recommendedBatchSize()).toBeUndefined();
  monitor.recordBatch(10, 5);
  expect(monitor.recommendedBatchSize()).toBe(10);
  monitor.recordBatch(40, 8);
  monitor.recordBatch(80, 40);
  expect(monitor.recommendedBatchSize()).toBe(40);
});

test("remembers the last ten, and no more", () => {
  const monitor = new ThroughputMonitor();
  monitor.recordBatch(200, 1);
  for (let n = 0; n < 10; n++) monitor.recordBatch(20, 10);
  expect(monitor.observations).toHaveLength(10);
  expect(monitor.recommendedBatchSize()).toBe(20);
});

test.each([
  [0, 1, "`batchSize` must be a positive integer: received 0"],
  [1.5, 1, "`batchSize` must be a positive integer: received 1.5"],
  [1, -1, "`durationMs` must be a finite number from 0 up: received -1"],
  [1, Number.NaN, "`durationMs` must be a finite number from 0 up: received NaN"],
])("refuses recordBatch(%s, %s)", (batchSize, durationMs, reason) => {
  expect(() => new ThroughputMonitor().recordBatch(batchSize, durationMs)).toThrow(
    `Cannot record batch as ${reason}`,
  );
});

test("refuses a window that is none", () => {
  expect(() => new ThroughputMonitor({ windowSize: 0 })).toThrow(RangeError);
});
