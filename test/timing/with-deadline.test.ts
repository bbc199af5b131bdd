import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BoundedQueue } from "../../lib/queues/bounded-queue.ts";
import { sleep } from "../../lib/timing/sleep.ts";
import { TimeoutError } from "../../lib/timing/timeout-error.ts";
import { withDeadline } from "../../lib/timing/with-deadline.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<never>(() => {});

test("gives back what the operation gives, and takes timer and listener away", async () => {
  const { signal } = new AbortController();
  expect(await withDeadline(() => 1, 10, { signal })).toBe(1);
  expect(await withDeadline(async () => 2, 10, { signal })).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test.each([
  [
    "throws",
    () => {
      throw new Error("mine");
    },
  ],
  ["rejects", () => Promise.reject(new Error("mine"))],
])("rejects with the operation's error if it %s", async (_how, operation) => {
  const { signal } = new AbortController();
  await expect(withDeadline(operation, 10, { signal })).rejects.toThrow("mine");
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("at the deadline the operation's signal aborts, with the error of the rejection", async () => {
  const { signal } = new AbortController();
  let given = signal;
  const call = withDeadline(
    (own) => {
      given = own;
      return sleep(1000, { signal: own });
    },
    500,
    { signal },
  );
  const outcome = call.catch((thrown: unknown) => thrown);
  await vi.advanceTimersByTimeAsync(499);
  expect(given.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  const error = await outcome;
  expect(error).toBeInstanceOf(TimeoutError);
  expect(error).toMatchObject({ message: "Not done within 500 ms", timeoutMs: 500 });
  expect(given.reason).toBe(error);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("does not wait for an operation that ignores its signal, nor hear of it later", async () => {
  const { promise, reject } = Promise.withResolvers<never>();
  const call = withDeadline(() => promise, 10).catch((error: Error) => error.name);
  await vi.advanceTimersByTimeAsync(10);
  expect(await call).toBe("TimeoutError");
  reject(new Error("much later"));
});

test("rejects with the reason even if the operation answers the abort with another", async () => {
  const operation = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new Error("my own")));
    });
  const call = withDeadline(operation, 10).catch((error: Error) => error.name);
  await vi.advanceTimersByTimeAsync(10);
  expect(await call).toBe("TimeoutError");
});

test("passes on the abort of the caller", async () => {
  const controller = new AbortController();
  const reason = new Error("changed my mind");
  let given = controller.signal;
  const call = withDeadline(
    (own) => {
      given = own;
      return never();
    },
    10,
    { signal: controller.signal },
  );
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(given.reason).toBe(reason);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("does not call the operation if aborted already", async () => {
  const operation = vi.fn();
  const reason = new Error("no");
  const call = withDeadline(operation, 10, { signal: AbortSignal.abort(reason) });
  await expect(call).rejects.toBe(reason);
  expect(operation).not.toHaveBeenCalled();
});

test("a value that is there when the caller aborts is not lost", async () => {
  const queue = new BoundedQueue<string>({ maxSize: 1 });
  const controller = new AbortController();
  const call = withDeadline((signal) => queue.get({ signal }), 10, { signal: controller.signal });
  queue.tryPut("item");
  controller.abort();
  expect(await call).toBe("item");
});

test("Infinity sets no deadline, and a long one does not end at once", async () => {
  const { signal } = new AbortController();
  const { promise, resolve } = Promise.withResolvers<string>();
  const calls = [
    withDeadline(() => promise, Infinity, { signal }),
    withDeadline(() => promise, 2 ** 40),
  ];
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(2 ** 32);
  resolve("late");
  expect(await Promise.all(calls)).toEqual(["late", "late"]);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test.each([
  [-1, RangeError, "`timeoutMs` must be a number from 0 up: received -1"],
  [Number.NaN, RangeError, "`timeoutMs` must be a number from 0 up: received NaN"],
  ["10", TypeError, "`timeoutMs` must be a number from 0 up: received '10'"],
])("refuses timeoutMs = %s", async (timeoutMs, Refusal, message) => {
  const operation = vi.fn();
  const error = await withDeadline(operation, timeoutMs as number).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect(error.message).toBe(`Cannot set deadline as ${message}`);
  expect(operation).not.toHaveBeenCalled();
});

test("refuses a promise: the operation would have no signal", async () => {
  const call = withDeadline(Promise.resolve(1) as never, 10);
  await expect(call).rejects.toThrow(
    "Cannot set deadline as `operation` must be a function: received Promise { 1 }",
  );
});
