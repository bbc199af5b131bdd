import { QueueFullError } from "concurrency-lab";
import { BackpressureHandler } from "concurrency-lab-serving";
import { expect, test } from "vitest";

test("hands out as many places as there are, and counts", () => {
  const backpressure = new BackpressureHandler({ maxQueueSize: 2 });
  const [leave] = [backpressure.enter(), backpressure.enter()];
  expect(backpressure.isFull).toBe(true);
  expect(() => backpressure.enter()).toThrow(QueueFullError);
  expect(() => backpressure.enter()).toThrow("Cannot accept the request as 2 are waiting already");
  expect(backpressure.turnsAway()).toBe(true);
  leave?.();
  expect(backpressure.turnsAway()).toBe(false);
  expect(backpressure.counts).toEqual({ size: 1, peakSize: 2, accepted: 2, rejected: 3 });
});

test("a place is given back once", () => {
  const backpressure = new BackpressureHandler({ maxQueueSize: 2 });
  const leave = backpressure.enter();
  backpressure.enter();
  leave();
  leave();
  expect(backpressure.counts.size).toBe(1);
});

test.each([
  [0, RangeError],
  [1.5, RangeError],
  ["3" as never, TypeError],
])("refuses maxQueueSize = %s", (maxQueueSize, Refusal) => {
  const create = () => new BackpressureHandler({ maxQueueSize });
  expect(create).toThrow(Refusal);
  expect(create).toThrow(
    "Cannot create BackpressureHandler as `maxQueueSize` must be a positive integer: received",
  );
});
