import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Attempt, type FailedAttempt, retry } from "../../lib/timing/retry.ts";
import { sleep } from "../../lib/timing/sleep.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const noJitter = () => 1;

/** Fails so many times, and notes when it was called. */
function flaky(failures: number) {
  const startMs = performance.now();
  const calledAtMs: number[] = [];
  const operation = ({ attempt }: Attempt) => {
    calledAtMs.push(performance.now() - startMs);
    if (attempt <= failures) throw new Error(`failure ${attempt}`);
    return `attempt ${attempt}`;
  };
  return { calledAtMs, operation };
}
const messageOf = (promise: Promise<unknown>) => promise.catch((error: Error) => error.message);

describe("attempts", () => {
  test("are one if it succeeds, with nothing left behind", async () => {
    const { signal } = new AbortController();
    const { calledAtMs, operation } = flaky(0);
    expect(await retry(operation, { signal, timeoutMs: 1000 })).toBe("attempt 1");
    expect(calledAtMs).toEqual([0]);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("come after pauses that double, up to the longest", async () => {
    const { calledAtMs, operation } = flaky(5);
    const options = { attempts: 6, initialDelayMs: 100, maxDelayMs: 500, random: noJitter };
    const call = retry(operation, options);
    await advance(100 + 200 + 400 + 500 + 500);
    expect(await call).toBe("attempt 6");
    expect(calledAtMs).toEqual([0, 100, 300, 700, 1200, 1700]);
  });

  test("are three by default, with pauses of up to 100 and 200 ms", async () => {
    const { calledAtMs, operation } = flaky(9);
    const message = messageOf(retry(operation, { random: noJitter }));
    await advance(300);
    expect(await message).toBe("failure 3");
    expect(calledAtMs).toEqual([0, 100, 300]);
  });

  test("the first pause is no longer than the longest either", async () => {
    const { calledAtMs, operation } = flaky(1);
    const call = retry(operation, { initialDelayMs: 500, maxDelayMs: 20, random: noJitter });
    await advance(20);
    expect(await call).toBe("attempt 2");
    expect(calledAtMs).toEqual([0, 20]);
  });

  test("without end stop at the first success, also without pauses", async () => {
    const { calledAtMs, operation } = flaky(2000);
    const call = retry(operation, { attempts: Infinity, initialDelayMs: 0 });
    await vi.runAllTimersAsync();
    expect(await call).toBe("attempt 2001");
    expect(calledAtMs).toHaveLength(2001);
  });

  test("pause for a share of the longest pause that is drawn anew each time", async () => {
    const shares = [0.5, 0.25, 0];
    const { calledAtMs, operation } = flaky(3);
    const random = () => shares.shift() ?? Number.NaN;
    const call = retry(operation, { attempts: 4, initialDelayMs: 1000, factor: 4, random });
    await vi.runAllTimersAsync();
    expect(await call).toBe("attempt 4");
    expect(calledAtMs.map(Math.round)).toEqual([0, 500, 1500, 1500]);
  });

  test("whose promise rejects count as those that throw", async () => {
    const operation = vi.fn().mockRejectedValueOnce(new Error("first")).mockResolvedValue("second");
    const call = retry(operation, { initialDelayMs: 10 });
    await advance(10);
    expect(await call).toBe("second");
  });
});

describe("errors", () => {
  test("reach somebody, each once and as they were thrown", async () => {
    const errors = [new Error("a"), "b", undefined, new Error("d")];
    const heard: FailedAttempt[] = [];
    const operation = ({ attempt }: Attempt) => Promise.reject(errors[attempt - 1]);
    const thrown = retry(operation, {
      attempts: 4,
      random: noJitter,
      onRetry: (failed) => heard.push(failed),
    }).catch((error: unknown) => error);
    await advance(700);
    expect(await thrown).toBe(errors[3]);
    expect(heard.map(({ error }) => error)).toEqual(errors.slice(0, 3));
    expect(heard.map(({ attempt, delayMs }) => [attempt, delayMs])).toEqual([
      [1, 100],
      [2, 200],
      [3, 400],
    ]);
  });

  test("that are not worth it are not tried again", async () => {
    const { calledAtMs, operation } = flaky(9);
    const shouldRetry = vi.fn((error: unknown, attempt: number) => {
      return (error as Error).message === "failure 1" && attempt === 1;
    });
    const onRetry = vi.fn();
    const options = { attempts: 5, random: noJitter, shouldRetry, onRetry };
    const message = messageOf(retry(operation, options));
    await advance(100);
    expect(await message).toBe("failure 2");
    expect(calledAtMs).toHaveLength(2);
    expect(shouldRetry).toHaveBeenCalledTimes(2);
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  test("of the last attempt are not asked about", async () => {
    const shouldRetry = vi.fn(() => true);
    expect(await messageOf(retry(flaky(1).operation, { attempts: 1, shouldRetry }))).toBe(
      "failure 1",
    );
    expect(shouldRetry).not.toHaveBeenCalled();
  });

  test("of shouldRetry end it", async () => {
    const { calledAtMs, operation } = flaky(1);
    const broken = () => {
      throw new Error("broken");
    };
    expect(await messageOf(retry(operation, { shouldRetry: broken }))).toBe("broken");
    expect(calledAtMs).toHaveLength(1);
  });
});

describe("the deadline", () => {
  test("ends an attempt, and its signal aborts with the same error", async () => {
    let given: AbortSignal | undefined;
    const hang = ({ signal }: Attempt) => {
      given = signal;
      return sleep(60_000, { signal });
    };
    const thrown = retry(hang, { timeoutMs: 500 }).catch((error: unknown) => error);
    await advance(500);
    const error = await thrown;
    expect(error).toMatchObject({ name: "TimeoutError", timeoutMs: 500 });
    expect(given?.reason).toBe(error);
  });

  test("ends an attempt that does not heed its signal, and no other one follows", async () => {
    const { promise, reject } = Promise.withResolvers<never>();
    const operation = vi.fn(() => promise);
    const message = messageOf(retry(operation, { timeoutMs: 500 }));
    await advance(500);
    expect(await message).toBe("Not done within 500 ms");
    reject(new Error("much later"));
    await advance(1000);
    expect(operation).toHaveBeenCalledTimes(1);
  });

  test("is not waited for if a pause would last until then: the last error comes at once", async () => {
    const { calledAtMs, operation } = flaky(9);
    const onRetry = vi.fn();
    const startMs = performance.now();
    const failed = messageOf(
      retry(operation, { attempts: 9, timeoutMs: 700, random: noJitter, onRetry }),
    ).then((message) => `${message} at ${performance.now() - startMs}`);
    await advance(1000);
    expect(await failed).toBe("failure 3 at 300");
    expect(calledAtMs).toEqual([0, 100, 300]);
    expect(onRetry).toHaveBeenCalledTimes(2);
  });
});

describe("a caller who gives up", () => {
  test("before it begins, calls nothing", async () => {
    const operation = vi.fn();
    const reason = new Error("no");
    const call = retry(operation, { signal: AbortSignal.abort(reason) });
    await expect(call).rejects.toBe(reason);
    expect(operation).not.toHaveBeenCalled();
  });

  test.each([
    ["during an attempt", 150, 2],
    ["during a pause", 50, 1],
  ])("%s gets the reason at once, and leaves nothing behind", async (_when, atMs, calls) => {
    const controller = new AbortController();
    let given: AbortSignal | undefined;
    const operation = vi.fn(({ attempt, signal }: Attempt) => {
      given = signal;
      if (attempt === 1) throw new Error("first");
      return sleep(60_000, { signal });
    });
    const { signal } = controller;
    const onRetry = vi.fn();
    const options = { signal, random: noJitter, timeoutMs: 10_000, onRetry };
    const thrown = retry(operation, options).catch((error: unknown) => error);
    await advance(atMs);
    const reason = new Error("changed my mind");
    controller.abort(reason);
    expect(await thrown).toBe(reason);
    expect(given?.reason).toBe(reason);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    await advance(20_000);
    expect(operation).toHaveBeenCalledTimes(calls);
    expect(onRetry).toHaveBeenCalledTimes(1);
  });
});

test("calls as often as it must, pauses within bounds, is over in time, and loses no error", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        attempts: fc.integer({ min: 1, max: 8 }),
        initialDelayMs: fc.nat({ max: 200 }),
        factor: fc.double({ min: 1, max: 3, noNaN: true }),
        maxDelayMs: fc.nat({ max: 1000 }),
        timeoutMs: fc.oneof(fc.constant(Infinity), fc.nat({ max: 2000 })),
      }),
      fc.nat({ max: 9 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      async (options, failures, shares) => {
        const { attempts, initialDelayMs, factor, maxDelayMs, timeoutMs } = options;
        const { calledAtMs, operation } = flaky(failures);
        const startMs = performance.now();
        const heard: FailedAttempt[] = [];
        const random = () => shares.next().value as number;
        let endedMs = Number.NaN;
        const outcome = messageOf(
          retry(operation, { ...options, random, onRetry: (failed) => heard.push(failed) }),
        ).finally(() => {
          endedMs = performance.now() - startMs;
        });
        await vi.runAllTimersAsync();
        const message = String(await outcome);

        const calls = calledAtMs.length;
        const isWhole = calls === Math.min(attempts, failures + 1);
        expect(isWhole || (timeoutMs < Infinity && calls <= attempts)).toBe(true);
        expect(endedMs).toBeLessThanOrEqual(timeoutMs);
        // A pause that rounds up to the deadline ends there: then its error was heard of already.
        const errors = heard.map(({ error }) => (error as Error).message);
        if (message.startsWith("failure")) errors.push(message);
        expect(errors).toEqual(
          Array.from({ length: Math.min(calls, failures) }, (_, i) => `failure ${i + 1}`),
        );
        for (const { attempt, delayMs } of heard) {
          expect(delayMs).toBeGreaterThanOrEqual(0);
          const most = Math.min(maxDelayMs, initialDelayMs * factor ** (attempt - 1));
          expect(delayMs).toBeLessThanOrEqual(most * (1 + 1e-9));
        }
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  [{ attempts: 0 }, RangeError, "`attempts` must be a positive integer or Infinity: received 0"],
  [{ attempts: "3" }, TypeError, "`attempts` must be a positive integer or Infinity: received '3'"],
  [{ factor: 0.9 }, RangeError, "`factor` must be a finite number from 1 up: received 0.9"],
  [{ initialDelayMs: -1 }, RangeError, "`initialDelayMs` must be a finite number from 0 up"],
  [{ maxDelayMs: Infinity }, RangeError, "`maxDelayMs` must be a finite number from 0 up"],
  [{ timeoutMs: Number.NaN }, RangeError, "`timeoutMs` must be a number from 0 up: received NaN"],
  [{ random: 0.5 }, TypeError, "`random` must be a function: received 0.5"],
])("refuses %o, before it calls anything", async (wrong, Refusal, message) => {
  const operation = vi.fn();
  const error = await retry(operation, wrong as never).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Refusal);
  expect((error as Error).message).toContain(`Cannot retry as ${message}`);
  expect(operation).not.toHaveBeenCalled();
});

test("refuses a promise: it cannot be tried again", async () => {
  const call = retry(Promise.resolve(1) as never);
  await expect(call).rejects.toThrow(
    "Cannot retry as `operation` must be a function: received Promise { 1 }",
  );
});
