import { getEventListeners } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  analyzeRequest,
  type Executor,
  type ExecutorOptions,
  InlineExecutor,
  ProcessPool,
  QueueFullError,
  sleepSync,
  type TaskRecord,
  ThreadPool,
  TimeoutError,
} from "concurrency-lab";
import { randomLcg } from "d3-random";
import { afterEach, describe, expect, test, vi } from "vitest";

function abortable() {
  const controller = new AbortController();
  const abort = () => {
    const reason = new Error("changed my mind");
    controller.abort(reason);
    return reason;
  };
  return { signal: controller.signal, abort };
}

// What holds wherever a function runs.
describe.each([
  ["InlineExecutor", (options?: ExecutorOptions) => new InlineExecutor(options)],
  ["ThreadPool", (options?: ExecutorOptions) => new ThreadPool({ maxWorkers: 1, ...options })],
  ["ProcessPool", (options?: ExecutorOptions) => new ProcessPool({ maxWorkers: 1, ...options })],
])("%s", (name, create) => {
  let executor: Executor;
  const open = () => {
    executor = create();
    return executor;
  };
  afterEach(() => executor.close());

  test("gives back what the function returns", async () => {
    const report = await open().run(analyzeRequest, { requestId: 7, values: [1, 4] });
    expect(report).toEqual({
      requestId: 7,
      mean: 2.5,
      variance: 2.25,
      sumOfSquareRoots: 3,
      riskScore: 5 / 6,
    });
  });

  test("takes synchronous and asynchronous functions, with any number of arguments", async () => {
    open();
    expect(await executor.run(() => 1)).toBe(1);
    expect(await executor.run(async (a: number, b: number) => a - b, 5, 3)).toBe(2);
    expect(await executor.run((a?: number) => a === undefined, undefined)).toBe(true);
  });

  test("runs first in, first out", async () => {
    open();
    const finished: number[] = [];
    const calls = [0, 1, 2, 3, 4, 5, 6, 7].map(async (n) => {
      finished.push(await executor.run((m: number) => m, n));
    });
    await Promise.all(calls);
    expect(finished).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  test("rejects with the error that the function threw, and goes on", async () => {
    open();
    const error = await executor
      .run(analyzeRequest, { requestId: 7, values: [] })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message).toBe(
      "Cannot analyze request 7 as `values` must be one or more numbers from 0 up",
    );
    expect((error as Error).stack).toContain("lecture29.ts");
    expect(await executor.run(() => "alive")).toBe("alive");
    expect(executor.counts).toMatchObject({ completed: 1, failed: 1 });
  });

  test.each([
    ["null", null],
    ["a string", "no"],
    ["undefined", undefined],
  ])("rejects with %s if that was thrown", async (_title, thrown) => {
    const call = open().run((value: unknown) => {
      throw value;
    }, thrown);
    await expect(call).rejects.toBe(thrown);
  });

  test("counts what runs and what waits", async () => {
    open();
    const calls = [1, 2, 3].map((n) => executor.run(async (m: number) => m, n));
    await new Promise(setImmediate);
    const { workers, running, queued, completed } = executor.counts;
    expect(workers).toBe(1);
    expect(running + queued + completed).toBe(3);
    await Promise.all(calls);
    expect(executor.counts).toMatchObject({ running: 0, queued: 0, completed: 3, failed: 0 });
  });

  test("close waits for the calls accepted, refuses new ones, and may be repeated", async () => {
    open();
    const calls = [1, 2, 3].map((n) => executor.run((m: number) => m, n));
    await Promise.all([executor.close(), executor.close()]);
    expect(await Promise.all(calls)).toEqual([1, 2, 3]);
    await expect(executor.run(analyzeRequest, { requestId: 0, values: [1] })).rejects.toThrow(
      `Cannot run analyzeRequest as this ${name} is closed: create a new one`,
    );
    await expect(executor.close()).resolves.toBeUndefined();
  });

  test("closes at the end of its scope", async () => {
    {
      await using scoped = open();
      expect(await scoped.run(() => 1)).toBe(1);
    }
    await expect(executor.run(() => 1)).rejects.toThrow("is closed");
  });

  test("refuses what is not a function, and what is aborted already", async () => {
    open();
    await expect(executor.run(42 as never)).rejects.toThrow(
      `Cannot run in this ${name} as \`fn\` must be a function: received 42`,
    );
    const reason = new Error("changed my mind");
    await expect(executor.run({ signal: AbortSignal.abort(reason) }, () => 1)).rejects.toBe(reason);
  });

  test("a call that is aborted while it waits never starts", async () => {
    open();
    const controller = new AbortController();
    const reason = new Error("too late");
    const first = executor.run(async () => 1);
    const second = executor.run({ signal: controller.signal }, () => 2);
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(await first).toBe(1);
    expect(await executor.run(() => 3)).toBe(3);
  });

  test("a call may have a time-out, and the next one runs", async () => {
    open();
    await executor.run(() => 1);
    const never = () => new Promise(() => {});
    for (const limit of [{ timeoutMs: 50 }, { runTimeoutMs: 50 }]) {
      const error = await executor.run(limit, never).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(TimeoutError);
      expect(error).toMatchObject({ timeoutMs: 50 });
    }
    expect(await executor.run({ timeoutMs: 60_000, runTimeoutMs: 2 ** 40 }, () => 2)).toBe(2);
    await expect(executor.run({ timeoutMs: -1 }, () => 1)).rejects.toThrow(
      `Cannot run in this ${name} as \`timeoutMs\` must be a number from 0 up: received -1`,
    );
  });

  test("a deadline aborts by AbortSignal.timeout, too", async () => {
    open();
    await executor.run(() => 1);
    const signal = AbortSignal.timeout(50);
    await expect(executor.run({ signal }, () => new Promise(() => {}))).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });

  test("an error of the library's own arrives as what it is", async () => {
    open();
    const error = await executor
      .run(async () => {
        const { TimeoutError } = await import("concurrency-lab");
        throw new TimeoutError(7);
      })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ message: "Not done within 7 ms", timeoutMs: 7 });
  });

  test("leaves no listener and no timer behind", async () => {
    open();
    const { signal } = new AbortController();
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout");
    const before = timers().length;
    const calls = Array.from({ length: 100 }, (_, n) =>
      executor.run({ signal, timeoutMs: 60_000, runTimeoutMs: 60_000 }, (m: number) => m, n),
    );
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    await Promise.all(calls);
    await new Promise(setImmediate);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    expect(timers().length).toBeLessThanOrEqual(before);
  });

  test("a full queue makes calls wait before it, or refuses them", async () => {
    const never = () => new Promise(() => {});
    const { signal, abort } = abortable();
    executor = create({ maxQueue: 2 });
    const waiting = [1, 2, 3, 4, 5].map(() => executor.run({ signal }, never).catch(() => 0));
    await vi.waitFor(() => {
      expect(executor.counts).toMatchObject({ running: 1, queued: 2, waiting: 2, peakQueued: 2 });
    }, 20_000);
    abort();
    await Promise.all(waiting);
    await executor.close();

    executor = create({ maxQueue: 2, whenFull: "reject" });
    const other = abortable();
    const accepted = [1, 2, 3].map(() => executor.run(other, never).catch(() => 0));
    const error = await executor.run(never).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(QueueFullError);
    expect((error as Error).message).toMatch(/^Cannot run never as 2 tasks wait already: run it/);
    expect(error).toMatchObject({ maxQueue: 2 });
    other.abort();
    await Promise.all(accepted);
    expect(await executor.run(() => 1)).toBe(1);
  });

  test.each([
    [{ maxQueue: -1 }, "`maxQueue` must be a non-negative integer, or Infinity: received -1"],
    [{ maxQueue: 1.5 }, "`maxQueue` must be a non-negative integer, or Infinity: received 1.5"],
    [{ whenFull: "drop" as never }, '`whenFull` must be "wait" or "reject": received \'drop\''],
  ])("refuses the options %o", (options, reason) => {
    open();
    expect(() => create(options)).toThrow(`Cannot create ${name} as ${reason}`);
  });

  test("tells of each call once it is over", async () => {
    const log: TaskRecord[] = [];
    executor = create({ name: "compute", onTask: (record) => log.push(record) });
    const never = () => new Promise(() => {});
    const { signal, abort } = abortable();
    const work = () => 1;
    await executor.run(work);
    await executor.run({ label: "wrong" }, () => Promise.reject(new Error("no"))).catch(() => {});
    await executor.run({ runTimeoutMs: 20 }, never).catch(() => {});
    const running = executor.run({ signal }, never).catch(() => {});
    const queued = executor.run({ signal, label: "queued" }, work).catch(() => {});
    await vi.waitFor(() => expect(executor.counts.running).toBe(1), 20_000);
    abort();
    await Promise.all([running, queued]);
    expect(log.map(({ task, outcome }) => [task, outcome])).toEqual([
      ["work", "completed"],
      ["wrong", "failed"],
      ["never", "timed out"],
      ["never", "aborted"],
      ["queued", "aborted"],
    ]);
    expect(log.every((record) => record.executor === "compute")).toBe(true);
    const began = log.slice(0, 4);
    for (const { worker, submittedMs, startedMs = Number.NaN, endedMs } of began) {
      expect(worker).toBeTypeOf("number");
      expect(startedMs).toBeGreaterThanOrEqual(submittedMs - 1);
      expect(endedMs).toBeGreaterThanOrEqual(startedMs);
      expect(endedMs).toBeLessThanOrEqual(performance.now() + 1);
    }
    expect(log[4]).not.toHaveProperty("startedMs");
    expect(log[4]).not.toHaveProperty("worker");
  });

  test("to give a call up harms no other one, at whatever moment", {
    timeout: 60_000,
  }, async () => {
    open();
    const random = randomLcg(5);
    const harmed: unknown[] = [];
    let begun = 0;
    for (let round = 0; round < 30; round++) {
      const controller = new AbortController();
      const { signal } = controller;
      const given = [1, 2, 3].map((n) => executor.run({ signal }, (m: number) => m, n));
      const given2 = Promise.allSettled(given);
      const others = [4, 5].map((n) => executor.run((m: number) => m, n));
      const settled = Promise.allSettled(others);
      // Some have ended by then, some run, some wait.
      const spins = Math.floor(random() * 200);
      for (let spin = 0; spin < spins; spin++) await null;
      if (random() < 0.5) await new Promise(setImmediate);
      controller.abort(new Error("enough"));
      for (const one of await given2) begun += one.status === "fulfilled" ? 1 : 0;
      for (const one of await settled) if (one.status === "rejected") harmed.push(one.reason);
    }
    expect(harmed).toEqual([]);
    expect(executor.counts).toMatchObject({ running: 0, queued: 0, completed: begun + 60 });
  });

  test("a worker that was done the moment before it was told to end takes nothing more", async () => {
    open();
    await executor.run(() => 0);
    const { signal, abort } = abortable();
    const done = executor.run({ signal }, () => 1).catch((reason: unknown) => reason);
    // Its answer is here by then, and not read yet.
    sleepSync(300);
    const reason = abort();
    const next: Promise<number>[] = [];
    for (let n = 0; n < 20; n++) {
      next.push(executor.run((m: number) => m, n));
      await new Promise(setImmediate);
    }
    expect(await done).toBe(reason);
    expect(await Promise.all(next)).toEqual([...next.keys()]);
  });

  test("what waits behind a call that is given up with it never starts", async () => {
    open();
    const { signal, abort } = abortable();
    const running = executor.run({ signal }, () => new Promise(() => {})).catch(() => {});
    const file = join(tmpdir(), `never-${process.pid}-${name}`);
    const touch = (path: string) => process.getBuiltinModule("node:fs").writeFileSync(path, "");
    const waiting = [1, 2, 3].map(() => executor.run({ signal }, touch, file).catch(() => {}));
    await vi.waitFor(() => expect(executor.counts.running).toBe(1), 20_000);
    abort();
    await Promise.all([running, ...waiting]);
    expect(await executor.run(() => 1)).toBe(1);
    expect(existsSync(file)).toBe(false);
  });

  describe("map", () => {
    const double = (n: number) => 2 * n;

    test("yields the results in the order of the items", async () => {
      open();
      const items = Array.from({ length: 50 }, (_, n) => n);
      expect(await Array.fromAsync(executor.map(double, items))).toEqual(items.map(double));
      expect(await Array.fromAsync(executor.map(double, []))).toEqual([]);
    });

    test("reads an endless source no further than its window", async () => {
      open();
      let read = 0;
      let isClosed = false;
      async function* endless() {
        try {
          for (;;) yield read++;
        } finally {
          isClosed = true;
        }
      }
      const results: number[] = [];
      for await (const result of executor.map(double, endless(), { window: 4 })) {
        results.push(result);
        expect(read).toBeLessThanOrEqual(results.length + 4);
        if (results.length === 10) break;
      }
      expect(results).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
      expect(isClosed).toBe(true);
      await vi.waitFor(
        () => expect(executor.counts).toMatchObject({ running: 0, queued: 0 }),
        20_000,
      );
    });

    test("an error comes in the place of its result, and ends it", async () => {
      open();
      const results: number[] = [];
      const odd = (n: number) => {
        if (n === 3) throw new RangeError("three");
        return n;
      };
      const reading = async () => {
        for await (const result of executor.map(odd, [1, 2, 3, 4])) results.push(result);
      };
      await expect(reading()).rejects.toThrow("three");
      expect(results).toEqual([1, 2]);
      expect(await executor.run(double, 1)).toBe(2);
    });

    test("so does an error of the source, after all results before it", async () => {
      open();
      async function* source() {
        yield* [1, 2];
        throw new Error("source");
      }
      const results: number[] = [];
      const reading = async () => {
        for await (const result of executor.map(double, source())) results.push(result);
      };
      await expect(reading()).rejects.toThrow("source");
      expect(results).toEqual([2, 4]);
    });

    test("whoever stops reading gives up what is under way", async () => {
      open();
      const slowly = (n: number) => (n === 0 ? n : new Promise(() => {}));
      for await (const result of executor.map(slowly, [0, 1, 2])) {
        expect(result).toBe(0);
        break;
      }
      expect(await executor.run(double, 4)).toBe(8);
      expect(executor.counts).toMatchObject({ running: 0, queued: 0 });
    });

    test("a source that gives nothing more does not keep a reader who leaves", async () => {
      open();
      async function* stuck() {
        yield 1;
        await new Promise(() => {});
      }
      for await (const result of executor.map(double, stuck(), { window: 2 })) {
        expect(result).toBe(2);
        break;
      }
    });

    test("its signal ends it", async () => {
      open();
      const { signal, abort } = abortable();
      const reading = Array.fromAsync(
        executor.map(() => new Promise(() => {}), [1, 2], { signal }),
      );
      await vi.waitFor(() => expect(executor.counts.running).toBe(1), 20_000);
      const reason = abort();
      await expect(reading).rejects.toBe(reason);
    });

    test("refuses a window that is none", () => {
      open();
      expect(() => executor.map(double, [1], { window: 0 })).toThrow(
        "Cannot map as `window` must be a positive integer: received 0",
      );
    });
  });

  test("does not compile with arguments that the function does not take", () => {
    open();
    // @ts-expect-error: values is missing
    const wrong = executor.run(analyzeRequest, { requestId: 1 });
    return expect(wrong).rejects.toBeInstanceOf(TypeError);
  });
});

test("a call ends with the cell that asked for it", async () => {
  const hook = Symbol.for("concurrency-lab.interruption");
  const cell = new AbortController();
  const host = globalThis as { [hook]?: () => AbortSignal };
  host[hook] = () => cell.signal;
  const pool = new ThreadPool({ maxWorkers: 1 });
  const spin = () => {
    for (;;);
  };
  const calls = [pool.run(spin), pool.run({ signal: new AbortController().signal }, spin)];
  delete host[hook];
  const ofAnotherCell = pool.run(() => "done");
  const reason = new Error("stopped");
  cell.abort(reason);
  for (const call of calls) await expect(call).rejects.toBe(reason);
  expect(await ofAnotherCell).toBe("done");
  await pool.close();
});
