import { getEventListeners } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { BoundedQueue } from "../../lib/queues/bounded-queue.ts";
import { QueueClosedError } from "../../lib/queues/queue-closed-error.ts";

/** Lets everything happen that can happen by itself. */
const turn = () => new Promise(setImmediate);

/** A queue that holds items already. */
function queueOf<T>(maxSize: number, ...items: T[]): BoundedQueue<T> {
  const queue = new BoundedQueue<T>({ maxSize });
  for (const item of items) queue.tryPut(item);
  return queue;
}

/** Takes what is there. */
function drain<T>(queue: BoundedQueue<T>): T[] {
  const items: T[] = [];
  for (let taken = queue.tryGet(); taken; taken = queue.tryGet()) items.push(taken.value);
  return items;
}

describe("items", () => {
  test("come out first in, first out", async () => {
    const queue = queueOf<string>(3);
    for (const item of ["a", "b", "c"]) await queue.put(item);
    expect(queue.size).toBe(3);
    expect([await queue.get(), await queue.get(), await queue.get()]).toEqual(["a", "b", "c"]);
    expect(queue.size).toBe(0);
  });

  test("may be undefined, null and false", async () => {
    const queue = queueOf<unknown>(3, undefined, null, false);
    expect(queue.tryGet()).toEqual({ value: undefined });
    expect(await queue.get()).toBe(null);
    expect(await queue.get()).toBe(false);
    expect(queue.tryGet()).toBeUndefined();
    const got = queue.get();
    await queue.put(undefined);
    expect(await got).toBeUndefined();
  });

  test("are as many as one likes if there is no bound", () => {
    const queue = queueOf(Infinity, ...Array(10_000).keys());
    expect(queue.size).toBe(10_000);
    expect(drain(queue)).toEqual([...Array(10_000).keys()]);
  });
});

describe("waiting", () => {
  test("put waits while the queue is full", async () => {
    const queue = queueOf(1, "a");
    const done = vi.fn();
    const put = queue.put("b").then(done);
    await turn();
    expect(done).not.toHaveBeenCalled();
    expect(queue.size).toBe(1);
    expect(await queue.get()).toBe("a");
    await put;
    expect(queue.size).toBe(1);
    expect(await queue.get()).toBe("b");
  });

  test("get waits while the queue is empty", async () => {
    const queue = queueOf<string>(1);
    const got = vi.fn();
    const get = queue.get().then(got);
    await turn();
    expect(got).not.toHaveBeenCalled();
    await queue.put("a");
    await get;
    expect(got).toHaveBeenCalledWith("a");
    expect(queue.size).toBe(0);
  });

  test("is fair: getters are served in the order in which they came", async () => {
    const queue = queueOf<string>(1);
    const served: string[] = [];
    const gets = ["first", "second", "third"].map(async (name) => {
      served.push(`${name} ${await queue.get()}`);
    });
    for (const item of ["a", "b", "c"]) await queue.put(item);
    await Promise.all(gets);
    expect(served).toEqual(["first a", "second b", "third c"]);
  });

  test("is fair: putters are served in the order in which they came", async () => {
    const queue = queueOf(2, "a", "b");
    const puts = ["c", "d", "e"].map((item) => queue.put(item));
    const got: string[] = [];
    while (got.length < 5) got.push(await queue.get());
    await Promise.all(puts);
    expect(got).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("nobody jumps the queue, not even in the moment when a place or an item is free", async () => {
    const full = queueOf(1, "a");
    const waiting = full.put("b");
    expect(full.tryGet()).toEqual({ value: "a" });
    expect(full.tryPut("c")).toBe(false);
    const late = full.put("d");
    expect([await full.get(), await full.get()]).toEqual(["b", "d"]);
    await Promise.all([waiting, late]);

    const empty = queueOf<string>(1);
    const first = empty.get();
    empty.tryPut("a");
    expect(empty.tryGet()).toBeUndefined();
    const second = empty.get();
    empty.tryPut("b");
    expect([await first, await second]).toEqual(["a", "b"]);
  });

  test("a producer is held back by its consumer: the bound is never passed", async () => {
    const queue = new BoundedQueue<number>({ maxSize: 5 });
    const produce = async () => {
      for (let n = 0; n < 50; n++) await queue.put(n);
      queue.close();
    };
    const consume = async () => {
      const got: number[] = [];
      for await (const n of queue) {
        expect(queue.size).toBeLessThanOrEqual(5);
        await turn();
        got.push(n);
      }
      return got;
    };
    const [got] = await Promise.all([consume(), produce()]);
    expect(got).toEqual([...Array(50).keys()]);
    expect(queue.stats.peakSize).toBe(5);
    expect(queue.stats.putWaits).toBeGreaterThan(40);
  });
});

describe("signal", () => {
  test("is looked at first", async () => {
    const queue = queueOf(2, "a");
    const reason = new Error("no");
    const signal = AbortSignal.abort(reason);
    await expect(queue.get({ signal })).rejects.toBe(reason);
    await expect(queue.put("b", { signal })).rejects.toBe(reason);
    await expect(queue.join({ signal })).rejects.toBe(reason);
    expect(drain(queue)).toEqual(["a"]);
  });

  test("a get that is given up takes no item", async () => {
    const queue = queueOf<string>(1);
    const controller = new AbortController();
    const reason = new Error("enough");
    const givenUp = queue.get({ signal: controller.signal });
    const next = queue.get();
    controller.abort(reason);
    expect(queue.stats.waitingGetters).toBe(1);
    await queue.put("a");
    await expect(givenUp).rejects.toBe(reason);
    expect(await next).toBe("a");
  });

  test("a put that is given up leaves no item, and those behind it move up", async () => {
    const queue = queueOf(1, "a");
    const controller = new AbortController();
    const reason = new Error("enough");
    const givenUp = queue.put("b", { signal: controller.signal });
    const next = queue.put("c");
    controller.abort(reason);
    await expect(givenUp).rejects.toBe(reason);
    expect(drain(queue)).toEqual(["a", "c"]);
    await next;
  });

  test("comes too late once the item is handed over", async () => {
    const queue = queueOf<string>(1);
    const controller = new AbortController();
    const { signal } = controller;
    const get = queue.get({ signal });
    queue.tryPut("a");
    queue.tryPut("b");
    const put = queue.put("c", { signal });
    queue.tryGet();
    controller.abort();
    expect(await get).toBe("a");
    await put;
    expect(drain(queue)).toEqual(["c"]);
  });

  test("thousands of waits on one signal share a listener, and cost no more each", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const queue = queueOf<number>(1);
    const gets = Array.from({ length: 20_000 }, () => queue.get({ signal }));
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    for (let n = 0; n < 10_000; n++) queue.tryPut(n);
    expect(await Promise.all(gets.slice(0, 10_000))).toHaveLength(10_000);
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    controller.abort("enough");
    const reasons = await Promise.allSettled(gets.slice(10_000));
    expect(reasons.every((one) => one.status === "rejected" && one.reason === "enough")).toBe(true);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(queue.stats.waitingGetters).toBe(0);
  });

  test("leaves no listener behind, however a wait ends", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const listeners = () => getEventListeners(signal, "abort").length;
    const queue = queueOf<string>(1);

    const get = queue.get({ signal });
    expect(listeners()).toBe(1);
    await queue.put("a", { signal });
    await get;
    expect(listeners()).toBe(0);

    queue.tryPut("b");
    const put = queue.put("c", { signal });
    const join = queue.join({ signal });
    expect(listeners()).toBe(1);
    expect(drain(queue)).toEqual(["b", "c"]);
    for (let n = 0; n < 3; n++) queue.taskDone();
    await Promise.all([put, join]);
    expect(listeners()).toBe(0);

    const refused = queue.get({ signal });
    queue.close();
    await expect(refused).rejects.toBeInstanceOf(QueueClosedError);
    expect(listeners()).toBe(0);

    const other = queueOf<string>(1);
    const aborted = other.get({ signal });
    controller.abort();
    await expect(aborted).rejects.toBe(signal.reason);
    expect(listeners()).toBe(0);
  });

  test("may be shared by many who wait", async () => {
    const warn = vi.fn();
    process.on("warning", warn);
    const queue = queueOf(1, -1);
    const controller = new AbortController();
    const puts = [...Array(100).keys()].map((n) => queue.put(n, { signal: controller.signal }));
    expect(queue.tryGet()).toEqual({ value: -1 });
    controller.abort();
    const outcomes = await Promise.allSettled(puts);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(drain(queue)).toEqual([0]);
    await turn();
    process.off("warning", warn);
    expect(warn).not.toHaveBeenCalled();
  });
});

describe("close", () => {
  test("refuses new items, and those whose put waits", async () => {
    const queue = queueOf(1, "a");
    const waiting = [queue.put("b"), queue.put("c")];
    queue.close();
    queue.close();
    for (const put of waiting) {
      await expect(put).rejects.toThrow("Cannot put as this BoundedQueue is closed");
    }
    const error = await queue.put("d").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(QueueClosedError);
    expect(error).toMatchObject({ name: "QueueClosedError" });
    expect(() => queue.tryPut("e")).toThrow(QueueClosedError);
    expect(queue.closed).toBe(true);
    expect(drain(queue)).toEqual(["a"]);
  });

  test("leaves what is there to be taken; then gets are refused", async () => {
    const queue = queueOf(2, "a", "b");
    queue.close();
    expect(await queue.get()).toBe("a");
    expect(queue.tryGet()).toEqual({ value: "b" });
    expect(queue.tryGet()).toBeUndefined();
    const refusal = "Cannot get as this BoundedQueue is closed and empty";
    await expect(queue.get()).rejects.toThrow(refusal);
  });

  test("ends the waits of getters", async () => {
    const queue = queueOf<string>(1);
    const gets = [queue.get(), queue.get()];
    queue.close();
    for (const get of gets) await expect(get).rejects.toBeInstanceOf(QueueClosedError);
    expect(queue.stats.waitingGetters).toBe(0);
  });
});

describe("iteration", () => {
  test("ends for every consumer once the queue is closed and empty", async () => {
    const queue = queueOf<number>(2);
    const consume = async () => {
      const got: number[] = [];
      for await (const n of queue) {
        got.push(n);
        await turn();
      }
      return got;
    };
    const consumers = [consume(), consume(), consume()];
    for (let n = 0; n < 10; n++) await queue.put(n);
    queue.close();
    const shares = await Promise.all(consumers);
    expect(shares.every((share) => share.length > 0)).toBe(true);
    expect(shares.flat().sort((a, b) => a - b)).toEqual([...Array(10).keys()]);
  });

  test("loses no item when a loop is left early", async () => {
    const queue = queueOf(5, 0, 1, 2, 3, 4);
    const got: number[] = [];
    for await (const n of queue) {
      got.push(n);
      if (n === 1) break;
    }
    await expect(async () => {
      for await (const n of queue) {
        got.push(n);
        throw new Error("thrown in the loop");
      }
    }).rejects.toThrow("thrown in the loop");
    expect([...got, ...drain(queue)]).toEqual([0, 1, 2, 3, 4]);
  });
});

test("a loop ends by the end of its queue alone, not by an item that fails", async () => {
  const error = new Error("mine");
  const queue = queueOf(1, Promise.reject(error));
  const loop = async () => {
    for await (const item of queue) expect.unreachable(String(item));
  };
  await expect(loop()).rejects.toBe(error);
});

describe("taskDone and join", () => {
  test("join waits until the work on every item is done, not just until it is taken", async () => {
    const queue = queueOf(2, "a", "b");
    const joined = vi.fn();
    const joins = [queue.join().then(joined), queue.join().then(joined)];
    drain(queue);
    queue.taskDone();
    await turn();
    expect(joined).not.toHaveBeenCalled();
    queue.taskDone();
    await Promise.all(joins);
    expect(joined).toHaveBeenCalledTimes(2);
    await queue.join();
  });

  test("join counts items that went straight to a getter, and those whose put waited", async () => {
    const queue = queueOf<string>(1);
    const get = queue.get();
    await queue.put("a");
    await get;
    queue.tryPut("b");
    const put = queue.put("c");
    drain(queue);
    await put;
    for (let n = 0; n < 3; n++) queue.taskDone();
    await queue.join();
    expect(() => queue.taskDone()).toThrow(
      "Cannot mark a task as done as the tasks of all 3 items put are done already",
    );
  });

  test("a join may be given up", async () => {
    const queue = queueOf(1, "a");
    const controller = new AbortController();
    const join = queue.join({ signal: controller.signal });
    controller.abort("enough");
    await expect(join).rejects.toBe("enough");
    queue.taskDone();
  });
});

test("stats say what passed, who waits, and for how long", async () => {
  let time = 0;
  const queue = new BoundedQueue<string>({ maxSize: 2, now: () => time });
  const controller = new AbortController();
  await queue.put("a");
  queue.tryPut("b");
  const put = queue.put("c");
  const aborted = queue.put("d", { signal: controller.signal });
  expect(queue.stats).toMatchObject({ puts: 2, gets: 0, waitingPutters: 2, putBlockedMs: 0 });
  time = 10;
  expect(drain(queue)).toEqual(["a", "b", "c", "d"]);
  await put;
  await aborted;
  const get = queue.get();
  const given = queue.get({ signal: controller.signal });
  time = 15;
  controller.abort();
  await expect(given).rejects.toBe(controller.signal.reason);
  expect(queue.stats.waitingGetters).toBe(1);
  time = 18;
  queue.tryPut("e");
  await get;
  expect(queue.stats).toEqual({
    puts: 5,
    gets: 5,
    peakSize: 2,
    putWaits: 2,
    getWaits: 2,
    putBlockedMs: 20,
    getBlockedMs: 5 + 8,
    waitingPutters: 0,
    waitingGetters: 0,
  });
});

test("thousands who wait are served in order, or leave from the middle of their line", async () => {
  const queue = queueOf(1, -1);
  const controllers = [...Array(20_000).keys()].map(() => new AbortController());
  const puts = controllers.map(({ signal }, n) => queue.put(n, { signal }));
  // Every other one leaves, last first, from a line in which it stands in the middle.
  for (const [n, controller] of [...controllers.entries()].reverse()) {
    if (n % 2) controller.abort();
  }
  const items = drain(queue);
  await Promise.allSettled(puts);
  expect(items).toEqual([-1, ...[...Array(10_000).keys()].map((n) => 2 * n)]);
});

test.each([
  [0, RangeError],
  [-1, RangeError],
  [2.5, RangeError],
  [Number.NaN, RangeError],
  ["3", TypeError],
  [undefined, TypeError],
])("refuses maxSize = %s", (maxSize, Refusal) => {
  const create = () => new BoundedQueue({ maxSize: maxSize as number });
  expect(create).toThrow(Refusal);
  expect(create).toThrow(
    "Cannot create BoundedQueue as `maxSize` must be a positive integer or Infinity: received",
  );
});
