import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sleep } from "../../lib/timing/sleep.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("waits for its time, no less", async () => {
  const woken = vi.fn();
  const sleeping = sleep(20).then(woken);
  await vi.advanceTimersByTimeAsync(19);
  expect(woken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await sleeping;
  expect(woken).toHaveBeenCalledExactlyOnceWith(undefined);
});

test("does not start if aborted already", async () => {
  const reason = new Error("no time");
  await expect(sleep(20, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(vi.getTimerCount()).toBe(0);
});

test("a signal wakes it, and neither timer nor listener stays", async () => {
  const controller = new AbortController();
  const sleeping = sleep(20, { signal: controller.signal });
  expect(vi.getTimerCount()).toBe(1);
  const reason = new Error("wake up");
  controller.abort(reason);
  await expect(sleeping).rejects.toBe(reason);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("leaves no listener behind once awake", async () => {
  const { signal } = new AbortController();
  const sleeping = sleep(20, { signal });
  await vi.advanceTimersByTimeAsync(20);
  await sleeping;
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("sleeps for longer than a timer can, and can still be woken", async () => {
  const longMs = 2 ** 32;
  const woken = vi.fn();
  const sleeping = sleep(longMs).then(woken);
  await vi.advanceTimersByTimeAsync(longMs - 1);
  expect(woken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  await sleeping;

  const controller = new AbortController();
  const long = sleep(longMs, { signal: controller.signal });
  await vi.advanceTimersByTimeAsync(2 ** 31);
  controller.abort("enough");
  await expect(long).rejects.toBe("enough");
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  [-1, RangeError, "received -1"],
  [Number.NaN, RangeError, "received NaN"],
  [Infinity, RangeError, "received Infinity"],
  ["20", TypeError, "received '20'"],
])("refuses durationMs = %s", async (durationMs, Refusal, received) => {
  const error = await sleep(durationMs as number).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect((error as Error).message).toBe(
    `Cannot sleep as \`durationMs\` must be a finite number from 0 up: ${received}`,
  );
});
