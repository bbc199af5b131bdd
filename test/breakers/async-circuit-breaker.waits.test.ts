import { getEventListeners } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AsyncCircuitBreaker } from "../../lib/breakers/async-circuit-breaker.ts";
import type { CircuitOptions } from "../../lib/breakers/circuit-state.ts";
import { sleep } from "../../lib/timing/sleep.ts";
import { TimeoutError } from "../../lib/timing/timeout-error.ts";
import { withDeadline } from "../../lib/timing/with-deadline.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const turn = () => new Promise(setImmediate);
const hang = () => new Promise<never>(() => {});
const thrown = (error: unknown) => error;

const create = (options: CircuitOptions = {}) =>
  new AsyncCircuitBreaker({ failureThreshold: 1, now: () => Date.now(), ...options });
/** A breaker whose next call is a probe. */
async function createHalfOpen(options: CircuitOptions = {}): Promise<AsyncCircuitBreaker> {
  const breaker = create(options);
  await breaker.call(() => Promise.reject(new Error("down"))).catch(thrown);
  await vi.advanceTimersByTimeAsync(2000);
  return breaker;
}

test("a caller's deadline counts as a failure, which the caller finds counted", async () => {
  const breaker = create({ failureThreshold: 2 });
  const signals: AbortSignal[] = [];
  const service = (signal: AbortSignal) => {
    signals.push(signal);
    return sleep(3000, { signal });
  };
  for (const state of ["closed", "open"]) {
    const caught = withDeadline((signal) => breaker.call(service, { signal }), 1000).catch(
      (error: unknown) => [error, breaker.state.name],
    );
    await vi.advanceTimersByTimeAsync(1000);
    expect(await caught).toEqual([expect.any(TimeoutError), state]);
  }
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(breaker.lastFailureTimeMs).toBe(2000);
  expect(vi.getTimerCount()).toBe(0);
});

test("so does that of an AbortSignal.timeout", async () => {
  const breaker = create();
  const controller = new AbortController();
  const { signal } = controller;
  const call = breaker.call(hang, { signal }).catch(thrown);
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  controller.abort(new DOMException("The operation timed out", "TimeoutError"));
  expect(await call).toBe(signal.reason);
  expect(breaker.state.name).toBe("open");
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test.each([new Error("changed my mind"), "a string", null])(
  "a caller's own reason does not: %s",
  async (reason) => {
    const breaker = create();
    const controller = new AbortController();
    const { promise, reject } = Promise.withResolvers<never>();
    const call = breaker.call(() => promise, { signal: controller.signal }).catch(thrown);
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(breaker.state).toEqual({ name: "closed", failureCount: 0 });
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    reject(new Error("much later"));
    await turn();
    expect(breaker.failureCount).toBe(0);
  },
);

test("a failure that comes just before the caller aborts counts", async () => {
  const breaker = create();
  const controller = new AbortController();
  const error = new Error("down");
  const { promise, reject } = Promise.withResolvers<never>();
  const call = breaker.call(() => promise, { signal: controller.signal }).catch(thrown);
  reject(error);
  await promise.catch(() => {}); // The breaker has not heard of it yet.
  controller.abort();
  expect(await call).toBe(error);
  expect(breaker.state.name).toBe("open");
});

test("a signal that has aborted already reaches neither the circuit nor the service", async () => {
  const breaker = await createHalfOpen();
  const { state } = breaker;
  const operation = vi.fn();
  const reason = new TimeoutError(1);
  const call = breaker.call(operation, { signal: AbortSignal.abort(reason) });
  await expect(call).rejects.toBe(reason);
  expect(operation).not.toHaveBeenCalled();
  expect(breaker.state).toBe(state);
});

test("a probe that is abandoned frees the way for another, and is heard no more", async () => {
  const breaker = await createHalfOpen();
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<void>();
  const abandoned = breaker.call(() => promise, { signal: controller.signal }).catch(thrown);
  expect(breaker.state).toMatchObject({ name: "half_open", probeUntilMs: 2500 });
  controller.abort("enough");
  expect(await abandoned).toBe("enough");
  expect(breaker.state).toEqual({
    name: "half_open",
    failureCount: 1,
    probeUntilMs: undefined,
  });
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);

  const second = breaker.call(() => Promise.reject(new Error("still down"))).catch(thrown);
  resolve();
  await second;
  expect(breaker.state).toEqual({ name: "open", failureCount: 2, retryAtMs: 4000 });
});

test("a probe that takes too long has failed, and its signal says so", async () => {
  const breaker = await createHalfOpen();
  const late = Promise.withResolvers<string>();
  let given: AbortSignal | undefined;
  const operation = (signal: AbortSignal) => {
    given = signal;
    return late.promise;
  };
  const probing = breaker.call(operation).catch(thrown);
  await vi.advanceTimersByTimeAsync(499);
  expect(given?.aborted).toBe(false);
  expect(breaker.state).toEqual({ name: "half_open", failureCount: 1, probeUntilMs: 2500 });
  await vi.advanceTimersByTimeAsync(1);
  const error = await probing;
  expect(error).toMatchObject({ name: "TimeoutError", timeoutMs: 500 });
  expect(given?.reason).toBe(error);
  expect(breaker.state).toEqual({ name: "open", failureCount: 2, retryAtMs: 4500 });
  expect(vi.getTimerCount()).toBe(0);
  late.reject(new Error("much later"));
  await turn();
  expect(breaker.lastFailureTimeMs).toBe(2500);
});

test("outside half open, no time limit is set", async () => {
  const breaker = create();
  const call = breaker.call(() => sleep(60_000).then(() => "slow"));
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await call).toBe("slow");
});

test("a deadline shorter than the probe's counts too", async () => {
  const breaker = await createHalfOpen();
  const call = withDeadline((signal) => breaker.call(hang, { signal }), 100).catch(thrown);
  await vi.advanceTimersByTimeAsync(100);
  expect(await call).toMatchObject({ timeoutMs: 100 });
  expect(breaker.state).toEqual({ name: "open", failureCount: 2, retryAtMs: 4100 });
  expect(vi.getTimerCount()).toBe(0);
});

test("isFailure is asked of time-outs too: a probe that is not to blame frees the way", async () => {
  const breaker = await createHalfOpen({
    isFailure: (error) => !(error instanceof TimeoutError),
  });
  const probing = breaker.call(hang).catch(thrown);
  await vi.advanceTimersByTimeAsync(500);
  expect(await probing).toBeInstanceOf(TimeoutError);
  expect(breaker.state).toEqual({ name: "half_open", failureCount: 1, probeUntilMs: undefined });
  expect(await breaker.call(() => "well")).toBe("well");
  expect(breaker.state.name).toBe("closed");
});
