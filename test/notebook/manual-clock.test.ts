import { ManualClock } from "concurrency-lab";
import { expect, test } from "vitest";

test("stands still until it is put forward", () => {
  const clock = new ManualClock(5);
  const { now } = clock;
  expect(now()).toBe(5);
  clock.advance(2.5);
  clock.advance(0);
  expect(now()).toBe(7.5);
});

test.each([-1, Number.NaN, Infinity])("does not go by %s", (durationMs) => {
  expect(() => new ManualClock().advance(durationMs)).toThrow(RangeError);
});
