import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settleWithin } from "../../lib/timing/settle-within.ts";
import { sleep } from "../../lib/timing/sleep.ts";
import { TimeoutError } from "../../lib/timing/timeout-error.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("answers in the order of the operations, as soon as all are settled", async () => {
  const { signal } = new AbortController();
  const error = new Error("mine");
  const call = settleWithin<unknown>(
    [
      () => sleep(20).then(() => "slow"),
      () => Promise.reject(error),
      () => {
        throw error;
      },
      () => "quick",
    ],
    1000,
    { signal },
  );
  await vi.advanceTimersByTimeAsync(20);
  expect(await call).toEqual([
    { status: "fulfilled", value: "slow" },
    { status: "rejected", reason: error },
    { status: "rejected", reason: error },
    { status: "fulfilled", value: "quick" },
  ]);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("when the time is up, aborts those pending and those alone", async () => {
  const caller = new AbortController();
  const signals: AbortSignal[] = [];
  const late = Promise.withResolvers<string>();
  const call = settleWithin<unknown>(
    [
      (signal) => signals.push(signal),
      (signal) => {
        signals.push(signal);
        return sleep(1000, { signal });
      },
      (signal) => {
        signals.push(signal);
        return late.promise;
      },
    ],
    10,
    { signal: caller.signal },
  );
  await vi.advanceTimersByTimeAsync(10);
  const settlements = await call;
  expect(settlements.map(({ status }) => status)).toEqual(["fulfilled", "pending", "pending"]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false, true, true]);
  expect(signals[1]?.reason).toBeInstanceOf(TimeoutError);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);

  late.reject(new Error("nobody hears this"));
  await new Promise(setImmediate);
  expect(settlements[2]).toEqual({ status: "pending" });
});

test("rejects when the caller aborts, and aborts all that are pending", async () => {
  const caller = new AbortController();
  const reason = new Error("enough");
  const signals: AbortSignal[] = [];
  const endless = (signal: AbortSignal) => {
    signals.push(signal);
    return sleep(1000, { signal });
  };
  const call = settleWithin([endless, endless], 500, { signal: caller.signal });
  caller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(signals.map((signal) => signal.reason)).toEqual([reason, reason]);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(caller.signal, "abort")).toHaveLength(0);
});

test("starts nothing if aborted already", async () => {
  const operation = vi.fn();
  await expect(settleWithin([operation], 10, { signal: AbortSignal.abort("no") })).rejects.toBe(
    "no",
  );
  expect(operation).not.toHaveBeenCalled();
});

test("of no operations there is nothing to say, and Infinity sets no limit", async () => {
  expect(await settleWithin([], 10)).toEqual([]);
  const call = settleWithin([() => sleep(2 ** 32)], Infinity);
  await vi.advanceTimersByTimeAsync(2 ** 32);
  expect(await call).toEqual([{ status: "fulfilled", value: undefined }]);
  expect(vi.getTimerCount()).toBe(0);
});

test.each([
  [[() => 1], -1, RangeError, "`timeoutMs` must be a number from 0 up: received -1"],
  [[() => 1], undefined, TypeError, "`timeoutMs` must be a number from 0 up: received undefined"],
  [() => 1, 10, TypeError, "`operations` must be an array of functions: received [Function"],
  [[1], 10, TypeError, "`operations` must be an array of functions: received [ 1 ]"],
])("refuses %s within %s ms", async (operations, timeoutMs, Refusal, message) => {
  const error = await settleWithin(operations as [], timeoutMs as number).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect(error.message).toContain(`Cannot settle as ${message}`);
});
