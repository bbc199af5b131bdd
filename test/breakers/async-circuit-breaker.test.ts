import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { AsyncCircuitBreaker } from "../../lib/breakers/async-circuit-breaker.ts";
import { CircuitOpenError } from "../../lib/breakers/circuit-open-error.ts";
import type { CircuitOptions } from "../../lib/breakers/circuit-state.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"], now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

const down = new Error("down");
const answer = () => "answer";
const refuse = () => Promise.reject(down);

const create = (options: CircuitOptions = {}) =>
  new AsyncCircuitBreaker({ now: () => Date.now(), ...options });
async function fail(breaker: AsyncCircuitBreaker, times: number): Promise<void> {
  for (let n = 0; n < times; n++) await expect(breaker.call(refuse)).rejects.toBe(down);
}
/** An operation that ends when it is told to. */
function pending() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  return { operation: vi.fn(() => promise), resolve, reject };
}

describe("closed", () => {
  test("lets calls through, and a success sets the count of failures back", async () => {
    const breaker = create();
    expect(breaker.state).toEqual({ name: "closed", failureCount: 0 });
    expect(breaker.lastFailureTimeMs).toBeUndefined();
    expect(await breaker.call(answer)).toBe("answer");
    vi.setSystemTime(5);
    await fail(breaker, 2);
    expect(breaker.state).toEqual({ name: "closed", failureCount: 2 });
    expect(breaker.lastFailureTimeMs).toBe(5);
    expect(await breaker.call(async () => "later")).toBe("later");
    expect(breaker.failureCount).toBe(0);
    await fail(breaker, 2);
    expect(breaker.state.name).toBe("closed");
  });

  test("opens at the third failure in a row, and hands on the original error", async () => {
    const breaker = create();
    await fail(breaker, 2);
    vi.setSystemTime(7);
    const failing = breaker.call(() => {
      throw down;
    });
    await expect(failing).rejects.toBe(down);
    expect(breaker.state).toEqual({ name: "open", failureCount: 3, retryAtMs: 2007 });
    expect(breaker.lastFailureTimeMs).toBe(7);
    expect(breaker.failureCount).toBe(3);
  });

  test("gives each operation a signal of its own", async () => {
    const breaker = create();
    const signals = [];
    for (let n = 0; n < 2; n++) signals.push(await breaker.call((signal) => signal));
    expect(signals[0]).toBeInstanceOf(AbortSignal);
    expect(signals[0]).not.toBe(signals[1]);
  });

  test("refuses what is no function, and blames the service for nothing", async () => {
    const breaker = create({ failureThreshold: 1 });
    const call = breaker.call(Promise.resolve(1) as never);
    await expect(call).rejects.toThrow(
      new TypeError("Cannot call as `operation` must be a function: received Promise { 1 }"),
    );
    expect(breaker.state).toEqual({ name: "closed", failureCount: 0 });
  });
});

describe("open", () => {
  test("refuses at once until the reset time is over, and says how long that is", async () => {
    const breaker = create();
    await fail(breaker, 3);
    const operation = vi.fn(answer);
    for (const [atMs, retryAfterMs] of [
      [0, 2000],
      [1999, 1],
      [1999.5, 0.5],
    ]) {
      vi.spyOn(Date, "now").mockReturnValueOnce(atMs ?? Number.NaN);
      const error = await breaker.call(operation).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CircuitOpenError);
      expect(error).toMatchObject({ name: "CircuitOpenError", retryAfterMs });
    }
    expect(operation).not.toHaveBeenCalled();
    expect(breaker.state).toEqual({ name: "open", failureCount: 3, retryAtMs: 2000 });
    vi.setSystemTime(2000);
    expect(breaker.state.name).toBe("open");
    expect(await breaker.call(operation)).toBe("answer");
  });

  test("the refusal is told in words", () => {
    expect(new CircuitOpenError(1.2).message).toBe("The circuit is open: try again in 2 ms");
    expect(new CircuitOpenError(Infinity).message).toBe("The circuit is open");
  });

  test.each(["succeeds", "fails"])("a call in flight that then %s changes nothing", async (how) => {
    const breaker = create({ failureThreshold: 1 });
    const { operation, resolve, reject } = pending();
    const early = breaker.call(operation).catch((error: unknown) => error);
    await fail(breaker, 1);
    const { state } = breaker;
    vi.setSystemTime(1500);
    if (how === "succeeds") resolve("at last");
    else reject(down);
    expect(await early).toBe(how === "succeeds" ? "at last" : down);
    expect(breaker.state).toBe(state);
    expect(breaker.lastFailureTimeMs).toBe(0);
  });

  test("nor does it when the circuit is closed again by then, or half open", async () => {
    const breaker = create({ failureThreshold: 1 });
    const calls = [pending(), pending(), pending()];
    const early = calls.map(({ operation }) => breaker.call(operation).catch(() => {}));
    await fail(breaker, 1);
    vi.setSystemTime(2000);
    const probe = pending();
    const probing = breaker.call(probe.operation);
    calls[0]?.resolve("a success");
    calls[1]?.reject(down);
    await Promise.all(early.slice(0, 2));
    expect(breaker.state.name).toBe("half_open");
    probe.resolve("well");
    expect(await probing).toBe("well");
    calls[2]?.reject(down);
    await early[2];
    expect(breaker.state).toEqual({ name: "closed", failureCount: 0 });
  });
});

describe("half open", () => {
  test("a probe that succeeds closes it", async () => {
    const breaker = create();
    await fail(breaker, 3);
    vi.setSystemTime(2000);
    const { operation, resolve } = pending();
    const probing = breaker.call(operation);
    expect(breaker.state).toEqual({ name: "half_open", failureCount: 3, probeUntilMs: 2500 });
    expect(breaker.successCountInHalfOpen).toBe(0);
    resolve("well");
    await probing;
    expect(breaker.state).toEqual({ name: "closed", failureCount: 0 });
    expect(breaker.successCountInHalfOpen).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("what succeeded the last time it was half open does not count the next time", async () => {
    const breaker = create({ failureThreshold: 1 });
    for (const atMs of [0, 5000]) {
      vi.setSystemTime(atMs);
      await fail(breaker, 1);
      vi.setSystemTime(atMs + 2000);
      const { operation, resolve } = pending();
      const probing = breaker.call(operation);
      expect(breaker.successCountInHalfOpen).toBe(0);
      resolve("well");
      await probing;
      expect(breaker.successCountInHalfOpen).toBe(1);
    }
  });

  test("a probe that fails opens it again, for the whole reset time", async () => {
    const breaker = create();
    await fail(breaker, 3);
    vi.setSystemTime(2100);
    await fail(breaker, 1);
    expect(breaker.state).toEqual({ name: "open", failureCount: 4, retryAtMs: 4100 });
    expect(breaker.lastFailureTimeMs).toBe(2100);
    expect(breaker.successCountInHalfOpen).toBe(0);
    vi.setSystemTime(4099);
    await expect(breaker.call(answer)).rejects.toThrow(CircuitOpenError);
    vi.setSystemTime(4100);
    expect(await breaker.call(answer)).toBe("answer");
    expect(breaker.successCountInHalfOpen).toBe(1);
  });

  test("of calls at the same time one is the probe, and the others are refused", async () => {
    const breaker = create();
    await fail(breaker, 3);
    vi.setSystemTime(2000);
    const { operation, resolve } = pending();
    const calls = Array.from({ length: 5 }, () => breaker.call(operation));
    vi.setSystemTime(2200);
    const late = await breaker.call(operation).catch((error: unknown) => error);
    expect(late).toMatchObject({ name: "CircuitOpenError", retryAfterMs: 300 });
    resolve("well");
    const statuses = (await Promise.allSettled(calls)).map(({ status }) => status);
    expect(statuses).toEqual(["fulfilled", ...Array(4).fill("rejected")]);
    expect(operation).toHaveBeenCalledTimes(1);
  });

  test("a probe that is overdue is still the only one", async () => {
    const breaker = create();
    await fail(breaker, 3);
    vi.setSystemTime(2000);
    const { operation, resolve } = pending();
    const probing = breaker.call(operation);
    vi.setSystemTime(2600); // The timer has not fired yet, as in a loop that is blocked.
    const second = await breaker.call(operation).catch((error: unknown) => error);
    expect(second).toMatchObject({ name: "CircuitOpenError", retryAfterMs: 0 });
    resolve("well");
    expect(await probing).toBe("well");
    expect(breaker.state.name).toBe("closed");
  });
});
