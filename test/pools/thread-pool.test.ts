import { AsyncLocalStorage } from "node:async_hooks";
import { getEventListeners } from "node:events";
import { threadId } from "node:worker_threads";
import { analyzeRequest, ThreadPool } from "concurrency-lab";
import { afterEach, expect, test, vi } from "vitest";

let pool: ThreadPool;
afterEach(() => pool.close());

test("runs on other threads, as many as asked for", async () => {
  pool = new ThreadPool({ maxWorkers: 2 });
  // Each waits until both have arrived: with fewer than two threads neither would return.
  const arrived = new Int32Array(new SharedArrayBuffer(4));
  const meet = (here: Int32Array) => {
    Atomics.add(here, 0, 1);
    Atomics.notify(here, 0);
    while (Atomics.load(here, 0) < 2) Atomics.wait(here, 0, 1, 10_000);
    return process.getBuiltinModule("node:worker_threads").threadId;
  };
  const ids = await Promise.all([pool.run(meet, arrived), pool.run(meet, arrived)]);
  expect(new Set(ids).size).toBe(2);
  expect(ids).not.toContain(threadId);
});

test("no more calls run at a time than there are threads", async () => {
  pool = new ThreadPool({ maxWorkers: 2 });
  const seen: number[] = [];
  await Promise.all(
    Array.from({ length: 50 }, async (_, n) => {
      await pool.run((m: number) => m, n);
      seen.push(pool.counts.running);
    }),
  );
  expect(Math.max(...seen)).toBeLessThanOrEqual(2);
  expect(pool.counts).toMatchObject({ running: 0, queued: 0, completed: 50, peakRunning: 2 });
});

test("copies arguments, and moves those named in transfer", async () => {
  pool = new ThreadPool({ maxWorkers: 1 });
  const copied = Float64Array.of(1, 4);
  const moved = Float64Array.of(1, 4);
  const one = await pool.run(analyzeRequest, { requestId: 0, values: copied });
  const other = await pool.run({ transfer: [moved.buffer] }, analyzeRequest, {
    requestId: 0,
    values: moved,
  });
  expect(one).toEqual(other);
  expect(copied).toHaveLength(2);
  expect(moved).toHaveLength(0);
});

test("an argument or a result that cannot be cloned is named, and costs no worker", async () => {
  pool = new ThreadPool({ maxWorkers: 1 });
  const worker = () => process.getBuiltinModule("node:worker_threads").threadId;
  const before = await pool.run(worker);
  await expect(pool.run((x: object) => x, { rows: [1, { log() {} }] })).rejects.toThrow(
    "to a worker: args[0].rows[1].log is a function",
  );
  await expect(pool.run(() => ({ later: Promise.resolve() }))).rejects.toThrow(
    "from its worker as result.later is a promise",
  );
  expect(await pool.run(worker)).toBe(before);
});

test("a function without a source of its own is refused, with what to do", async () => {
  pool = new ThreadPool({ maxWorkers: 1 });
  await expect(pool.run(Math.hypot, 3, 4)).rejects.toThrow(
    "Cannot run hypot in a worker as it is a native or bound function: wrap it in one of your own",
  );
  const counter = {
    count() {
      return 1;
    },
  };
  await expect(pool.run(counter.count)).rejects.toThrow(
    "Cannot run count in a worker as it is a method: use a function that takes the object as an argument",
  );
});

test("a signal stops a function in a busy loop, and the next call runs", async () => {
  pool = new ThreadPool({ maxWorkers: 1 });
  const controller = new AbortController();
  const started = new Int32Array(new SharedArrayBuffer(4));
  const spin = (here: Int32Array) => {
    Atomics.store(here, 0, 1);
    for (;;);
  };
  const call = pool.run({ signal: controller.signal }, spin, started);
  while (Atomics.load(started, 0) === 0) await new Promise(setImmediate);
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(call).rejects.toBe(reason);
  expect(await pool.run(() => "next")).toBe("next");
});

test("what a function prints is printed here, in the context of its call", async () => {
  const hook = Symbol.for("concurrency-lab.interruption");
  const host = globalThis as { [hook]?: () => undefined };
  host[hook] = () => undefined;
  const cell = new AsyncLocalStorage<number>();
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(`${text} in cell ${cell.getStore()}`);
    return true;
  });
  try {
    pool = cell.run(1, () => new ThreadPool({ maxWorkers: 1 }));
    const print = (text: string) => process.stdout.write(text);
    await cell.run(2, () => pool.run(print, "two"));
    await cell.run(3, () => pool.run(print, "three"));
    await vi.waitFor(() => expect(written).toEqual(["two in cell 2", "three in cell 3"]));
  } finally {
    spy.mockRestore();
    delete host[hook];
  }
});

test("leaves no thread and no listener behind", async () => {
  const threads = () => (process.report.getReport() as { workers: unknown[] }).workers.length;
  const before = threads();
  pool = new ThreadPool({ maxWorkers: 3 });
  const { signal } = new AbortController();
  await Promise.all([1, 2, 3, 4].map((n) => pool.run({ signal }, (m: number) => m, n)));
  expect(threads()).toBe(before + 3);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  await pool.close();
  expect(threads()).toBe(before);
});

test.each([0, -1, 2.5, Number.NaN, "3"])("refuses maxWorkers = %s", (maxWorkers) => {
  pool = new ThreadPool({ maxWorkers: 1 });
  expect(() => new ThreadPool({ maxWorkers: maxWorkers as number })).toThrow(RangeError);
  expect(() => new ThreadPool({ maxWorkers: maxWorkers as number })).toThrow(
    "Cannot create ThreadPool as `maxWorkers` must be a positive integer: received",
  );
});
