import { getEventListeners } from "node:events";
import { ResultCache } from "concurrency-lab-serving";
import { expect, test, vi } from "vitest";

/** A computation that ends when the test says so. */
function computation() {
  const ends: PromiseWithResolvers<string>[] = [];
  const signals: AbortSignal[] = [];
  const compute = (signal: AbortSignal) => {
    const end = Promise.withResolvers<string>();
    ends.push(end);
    signals.push(signal);
    return end.promise;
  };
  return { ends, signals, compute };
}

test("what is asked for twice at once is computed once, and then remembered", async () => {
  const cache = new ResultCache<string>();
  const { ends, compute } = computation();
  const answers = [cache.getOrCompute("a", compute), cache.getOrCompute("a", compute)];
  const other = cache.getOrCompute("b", compute);
  expect(ends).toHaveLength(2);
  ends[0]?.resolve("A");
  ends[1]?.resolve("B");
  expect(await Promise.all([...answers, other])).toEqual(["A", "A", "B"]);
  expect(await cache.getOrCompute("a", compute)).toBe("A");
  expect(cache.get("a")).toEqual({ value: "A" });
  expect(cache.counts).toEqual({ size: 2, hits: 2, joined: 1, misses: 2 });
});

test("what fails, fails all who wait, and is not remembered", async () => {
  const cache = new ResultCache<string>();
  const { ends, compute } = computation();
  const answers = [1, 2].map(() => cache.getOrCompute("a", compute).catch(String));
  ends[0]?.reject(new Error("broken"));
  expect(await Promise.all(answers)).toEqual(["Error: broken", "Error: broken"]);
  const again = cache.getOrCompute("a", compute);
  ends[1]?.resolve("A");
  expect(await again).toBe("A");
  const atOnce = () => {
    throw new Error("at once");
  };
  await expect(cache.getOrCompute("b", atOnce)).rejects.toThrow("at once");
  expect(cache.get("b")).toBeUndefined();
});

test("who gives up does not disturb the others", async () => {
  const cache = new ResultCache<string>();
  const { ends, signals, compute } = computation();
  const controller = new AbortController();
  const { signal } = controller;
  const impatient = cache.getOrCompute("a", compute, { signal });
  const patient = cache.getOrCompute("a", compute, { signal: new AbortController().signal });
  controller.abort("gone");
  await expect(impatient).rejects.toBe("gone");
  await expect(cache.getOrCompute("a", compute, { signal })).rejects.toBe("gone");
  expect(signals[0]?.aborted).toBe(false);
  ends[0]?.resolve("A");
  expect(await patient).toBe("A");
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("when all have given up, the computation is, and the next one starts anew", async () => {
  const cache = new ResultCache<string>();
  const { ends, signals, compute } = computation();
  const controllers = [new AbortController(), new AbortController()];
  const answers = controllers.map(({ signal }) => cache.getOrCompute("a", compute, { signal }));
  for (const controller of controllers) controller.abort("gone");
  await Promise.all(answers.map((answer) => expect(answer).rejects.toBe("gone")));
  expect(signals[0]?.aborted).toBe(true);
  const next = cache.getOrCompute("a", compute);
  ends[0]?.reject(new Error("given up"));
  ends[1]?.resolve("A");
  expect(await next).toBe("A");
});

test("the least recently used results leave first; undefined is a result, too", async () => {
  const cache = new ResultCache<undefined>({ maxEntries: 2 });
  const compute = vi.fn(() => undefined);
  for (const key of ["a", "b", "a", "c"]) await cache.getOrCompute(key, compute);
  expect(compute).toHaveBeenCalledTimes(3);
  expect(["a", "b", "c"].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
});

test("a result is good for a time", async () => {
  let timeMs = 0;
  const cache = new ResultCache<string>({ ttlMs: 20, now: () => timeMs });
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const before = timers();
  await cache.getOrCompute("a", () => "A");
  timeMs = 20;
  expect(cache.get("a")).toEqual({ value: "A" });
  timeMs = 21;
  expect(cache.get("a")).toBeUndefined();
  expect(timers()).toBe(before);
});

test.each([[{ maxEntries: 0 }], [{ ttlMs: 0 }], [{ ttlMs: -1 }], [{ maxEntries: Infinity }]])(
  "refuses %j",
  (options) => {
    expect(() => new ResultCache(options)).toThrow(RangeError);
    expect(() => new ResultCache(options)).toThrow(/^Cannot create ResultCache as `\w+` must be/);
  },
);
