import {
  analyzeRequest,
  type Executor,
  InlineExecutor,
  ProcessPool,
  ThreadPool,
} from "concurrency-lab";
import { afterEach, describe, expect, test } from "vitest";

// What holds wherever a function runs.
describe.each([
  ["InlineExecutor", () => new InlineExecutor()],
  ["ThreadPool", () => new ThreadPool({ maxWorkers: 1 })],
  ["ProcessPool", () => new ProcessPool({ maxWorkers: 1 })],
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
