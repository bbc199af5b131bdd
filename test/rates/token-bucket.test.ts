import { getEventListeners } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { TokenBucket } from "../../lib/rates/token-bucket.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Takes, one call a number, and notes who was served when, in whole milliseconds. */
function takeAll(bucket: TokenBucket, sizes: readonly number[]): string[] {
  const served: string[] = [];
  const startMs = performance.now();
  for (const n of sizes) {
    bucket.take(n).then(() => served.push(`${n} at ${Math.round(performance.now() - startMs)}`));
  }
  return served;
}

describe("without waiting", () => {
  test("is full at first, gives a burst, and fills up at its rate to capacity, no further", () => {
    let timeMs = 0;
    const bucket = new TokenBucket({ capacity: 4, ratePerSecond: 2, now: () => timeMs });
    expect(bucket.available).toBe(4);
    expect([1, 1, 2, 1].map((n) => bucket.tryTake(n))).toEqual([true, true, true, false]);
    expect(bucket.available).toBe(0);
    timeMs = 250;
    expect(bucket.available).toBe(0.5);
    expect(bucket.tryTake()).toBe(false);
    timeMs = 500;
    expect(bucket.tryTake()).toBe(true);
    timeMs = 1_000_000;
    expect(bucket.available).toBe(4);
    expect([bucket.tryTake(4), bucket.tryTake()]).toEqual([true, false]);
  });

  test("take does not wait for what is there, and sets no timer", async () => {
    const bucket = new TokenBucket({ capacity: 3, ratePerSecond: 1 });
    const { signal } = new AbortController();
    await bucket.take(2, { signal });
    await bucket.take();
    expect(bucket.available).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("foretells when there will be enough", () => {
    let timeMs = 0;
    const bucket = new TokenBucket({ capacity: 4, ratePerSecond: 2, now: () => timeMs });
    expect(bucket.retryAfterMs(4)).toBe(0);
    bucket.tryTake(3);
    expect([1, 2, 4].map((n) => bucket.retryAfterMs(n))).toEqual([0, 500, 1500]);
    timeMs = 499;
    expect(bucket.retryAfterMs(2)).toBe(1);
    timeMs = 5000;
    expect(bucket.retryAfterMs(4)).toBe(0);
  });
});

describe("waiting", () => {
  test("first come, first served: a small request does not overtake a large one", async () => {
    const bucket = new TokenBucket({ capacity: 5, ratePerSecond: 10 });
    const served = takeAll(bucket, [4, 5, 1, 1]);
    expect(bucket.waiting).toBe(3);
    await advance(100);
    expect(bucket.available).toBeCloseTo(2, 9);
    expect(bucket.tryTake()).toBe(false);
    await advance(1000);
    expect(served).toEqual(["4 at 0", "5 at 400", "1 at 500", "1 at 600"]);
    expect(bucket.waiting).toBe(0);
    expect(bucket.tryTake()).toBe(true);
  });

  test("foretells the end of the line for who comes now, while they wait and when they leave", async () => {
    const bucket = new TokenBucket({ capacity: 5, ratePerSecond: 10 });
    const controller = new AbortController();
    takeAll(bucket, [5, 5]);
    const left = bucket.take(3, { signal: controller.signal });
    expect(bucket.retryAfterMs()).toBe(900);
    await advance(100);
    expect(bucket.retryAfterMs(5)).toBeCloseTo(1200, 9);
    controller.abort("enough");
    await expect(left).rejects.toBe("enough");
    expect(bucket.retryAfterMs()).toBeCloseTo(500, 9);
    await advance(500);
    expect(bucket.retryAfterMs()).toBe(0);
  });

  test("needs one timer, whatever the length of the line, and none for each token", async () => {
    const setTimer = vi.spyOn(globalThis, "setTimeout");
    const bucket = new TokenBucket({ capacity: 100, ratePerSecond: 10 });
    const served = takeAll(bucket, [100, 100, ...Array.from({ length: 50 }, () => 1)]);
    expect(vi.getTimerCount()).toBe(1);
    await advance(9999);
    expect(served).toEqual(["100 at 0"]);
    expect(setTimer).toHaveBeenCalledTimes(1);
    await advance(5001);
    expect(served).toHaveLength(52);
    expect(served.at(-1)).toBe("1 at 15000");
    expect(setTimer).toHaveBeenCalledTimes(51);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("a late timer serves all whose time has come, at once, and gives nothing beyond capacity", async () => {
    let timeMs = 0;
    const bucket = new TokenBucket({ capacity: 3, ratePerSecond: 10, now: () => timeMs });
    const served = takeAll(bucket, [3, 1, 1, 1, 1]);
    timeMs = 60_000;
    await advance(100);
    expect(served).toEqual(["3 at 0", "1 at 100", "1 at 100", "1 at 100"]);
    timeMs += 100;
    await advance(100);
    expect(served).toHaveLength(5);
  });

  test("an early timer gives nothing away, and does not spin", async () => {
    let timeMs = 0;
    const setTimer = vi.spyOn(globalThis, "setTimeout");
    const bucket = new TokenBucket({ capacity: 1, ratePerSecond: 10, now: () => timeMs });
    const served = takeAll(bucket, [1, 1]);
    timeMs = 99.5;
    await advance(100);
    expect(served).toEqual(["1 at 0"]);
    expect(setTimer.mock.calls.map(([, ms]) => ms)).toEqual([100, 1]);
    timeMs = 100;
    await advance(1);
    expect(served).toEqual(["1 at 0", "1 at 101"]);
    expect(setTimer).toHaveBeenCalledTimes(2);
  });

  test("waits longer than a timer can", async () => {
    const bucket = new TokenBucket({ capacity: 1, ratePerSecond: 1e-7 });
    const served = takeAll(bucket, [1, 1]);
    await advance(1e10 - 1);
    expect(served).toHaveLength(1);
    await advance(1);
    expect(served).toHaveLength(2);
  });
});

describe("a signal", () => {
  test("that has aborted takes nothing, even if there is enough", async () => {
    const bucket = new TokenBucket({ capacity: 1, ratePerSecond: 1 });
    const reason = new Error("too late");
    await expect(bucket.take(1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(bucket.available).toBe(1);
  });

  test("takes the first out of the line, and the next moves up at once", async () => {
    const bucket = new TokenBucket({ capacity: 5, ratePerSecond: 10 });
    const controller = new AbortController();
    const { signal } = controller;
    takeAll(bucket, [3]);
    const first = bucket.take(4, { signal });
    const served = takeAll(bucket, [2, 1]);
    expect(bucket.waiting).toBe(3);
    const reason = new Error("changed my mind");
    controller.abort(reason);
    expect(bucket.waiting).toBe(1);
    expect(vi.getTimerCount()).toBe(1);
    await expect(first).rejects.toBe(reason);
    await advance(100);
    expect(served).toEqual(["2 at 0", "1 at 100"]);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
  });

  test("takes one out of the middle, and the last one with the timer", async () => {
    const bucket = new TokenBucket({ capacity: 5, ratePerSecond: 10 });
    const controllers = Array.from({ length: 3 }, () => new AbortController());
    bucket.tryTake(5);
    const waits = controllers.map(({ signal }) => bucket.take(1, { signal }));
    const outcomes = Promise.allSettled(waits);
    for (const [i, timers] of [
      [1, 1],
      [0, 1],
      [2, 0],
    ] as const) {
      controllers[i]?.abort(i);
      expect(vi.getTimerCount()).toBe(timers);
    }
    expect((await outcomes).map(({ status }) => status)).toEqual(Array(3).fill("rejected"));
    expect(bucket.waiting).toBe(0);
    await advance(500);
    expect(bucket.available).toBe(5);
  });

  test("leaves no listener on who was served, and changes nothing any more", async () => {
    const bucket = new TokenBucket({ capacity: 1, ratePerSecond: 10 });
    const controller = new AbortController();
    const { signal } = controller;
    bucket.tryTake();
    const waits = [bucket.take(1, { signal }), bucket.take(1, { signal })];
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await advance(200);
    await Promise.all(waits);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    controller.abort();
    expect(bucket.retryAfterMs()).toBe(100);
  });
});

describe("a new rate", () => {
  test("leaves what has come, and serves who waits at the new rate", async () => {
    const bucket = new TokenBucket({ capacity: 4, ratePerSecond: 10 });
    const served = takeAll(bucket, [4, 4]);
    await advance(200);
    bucket.ratePerSecond = 1;
    expect(bucket.available).toBeCloseTo(2, 9);
    expect(vi.getTimerCount()).toBe(1);
    await advance(1000);
    bucket.ratePerSecond = 100;
    expect(bucket.ratePerSecond).toBe(100);
    await advance(10);
    expect(served).toEqual(["4 at 0", "4 at 1210"]);
  });

  test("gives a full bucket no more than its capacity", async () => {
    const bucket = new TokenBucket({ capacity: 4, ratePerSecond: 10 });
    await advance(1000);
    bucket.ratePerSecond = 1000;
    expect(bucket.available).toBe(4);
  });
});

describe("refuses", () => {
  test.each([
    [{ capacity: 0 }, RangeError, "`capacity` must be a positive integer: received 0"],
    [{ capacity: 1.5 }, RangeError, "`capacity` must be a positive integer: received 1.5"],
    [{ capacity: "1" }, TypeError, "`capacity` must be a positive integer: received '1'"],
    [
      { ratePerSecond: 0 },
      RangeError,
      "`ratePerSecond` must be a finite number above 0: received 0",
    ],
    [
      { ratePerSecond: Infinity },
      RangeError,
      "`ratePerSecond` must be a finite number above 0: received Infinity",
    ],
    [
      { ratePerSecond: undefined },
      TypeError,
      "`ratePerSecond` must be a finite number above 0: received undefined",
    ],
  ])("to be built with %o", (wrong, Refusal, message) => {
    const build = () => new TokenBucket({ capacity: 1, ratePerSecond: 1, ...wrong } as never);
    expect(build).toThrow(Refusal);
    expect(build).toThrow(`Cannot create TokenBucket as ${message}`);
  });

  test.each([0, 1.5, Number.NaN, 4, "1"])("to give away %o", async (n) => {
    const bucket = new TokenBucket({ capacity: 3, ratePerSecond: 1 });
    const message = "as `n` must be an integer from 1 to `capacity`, 3: received";
    const Refusal = typeof n === "number" ? RangeError : TypeError;
    const wrong = n as number;
    expect(() => bucket.tryTake(wrong)).toThrow(`Cannot take ${message}`);
    expect(() => bucket.retryAfterMs(wrong)).toThrow(`Cannot foretell ${message}`);
    const error = await bucket.take(wrong).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    expect(bucket.available).toBe(3);
  });

  test("a rate of no tokens, and keeps the one it has", () => {
    const bucket = new TokenBucket({ capacity: 3, ratePerSecond: 1 });
    expect(() => {
      bucket.ratePerSecond = 0;
    }).toThrow("Cannot set rate as `ratePerSecond` must be a finite number above 0: received 0");
    expect(bucket.ratePerSecond).toBe(1);
  });
});
