// What can go wrong with a worker, for every kind of worker: the call that it happened to rejects
// and says how, every other one runs, and the pool is at full strength again.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Executor, ProcessPool, ThreadPool, WorkerDiedError } from "concurrency-lab";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ProcessWorkers } from "../../lib/pools/process-workers.ts";
import { QueuedExecutor } from "../../lib/pools/queued-executor.ts";
import { ThreadWorkers } from "../../lib/pools/thread-workers.ts";

const size = 2;
const broken = join(import.meta.dirname, "fixtures", "broken-thread.ts");
const kinds = {
  ThreadPool: (maxOldSpaceMb = 64) => new ThreadPool({ maxWorkers: size, maxOldSpaceMb }),
  ProcessPool: (maxOldSpaceMb = 64) => new ProcessPool({ maxWorkers: size, maxOldSpaceMb }),
};

interface Fault {
  readonly name: string;
  readonly only?: "ThreadPool" | "ProcessPool";
  readonly fn: () => unknown;
  readonly limitMs?: number;
  /** What the call rejects with. */
  readonly error: {
    readonly name: string;
    readonly message?: unknown;
    readonly [key: string]: unknown;
  };
}

const died = "WorkerDiedError";
const faults: readonly Fault[] = [
  {
    name: "throws",
    fn: () => {
      throw new RangeError("boom");
    },
    error: { name: "RangeError", message: "boom" },
  },
  {
    name: "rejects",
    fn: () => Promise.reject(new RangeError("boom")),
    error: { name: "RangeError", message: "boom" },
  },
  {
    name: "exits",
    fn: () => process.exit(3),
    error: { name: died, exitCode: 3, message: expect.stringContaining("ended with exit code 3") },
  },
  {
    name: "exits with 0",
    fn: () => process.exit(0),
    error: { name: died, exitCode: 0, message: expect.stringContaining("ended with exit code 0") },
  },
  {
    name: "throws outside of the call",
    fn: () => {
      setTimeout(() => {
        throw new RangeError("late");
      });
      return new Promise(() => {});
    },
    error: { name: died, cause: expect.objectContaining({ name: "RangeError", message: "late" }) },
  },
  {
    name: "lets a rejection float",
    fn: () => {
      Promise.reject(new RangeError("floating"));
      return new Promise(() => {});
    },
    error: { name: died, cause: expect.objectContaining({ message: "floating" }) },
  },
  {
    name: "runs out of memory",
    fn: () => {
      const hoard: number[][] = [];
      for (;;) hoard.push(Array.from({ length: 10_000 }, (_, n) => n + 0.5));
    },
    error: { name: died, message: expect.stringContaining("ran out of memory") },
  },
  {
    name: "aborts",
    only: "ProcessPool",
    fn: () => process.abort(),
    error: { name: died, signal: "SIGABRT", message: expect.stringContaining("SIGABRT") },
  },
  {
    name: "is killed",
    only: "ProcessPool",
    fn: () => {
      process.kill(process.pid, "SIGKILL");
      return new Promise(() => {});
    },
    error: { name: died, signal: "SIGKILL", message: expect.stringContaining("SIGKILL") },
  },
  {
    name: "aborts, which only processes can",
    only: "ThreadPool",
    fn: () => process.abort(),
    error: { name: "TypeError", code: "ERR_WORKER_UNSUPPORTED_OPERATION" },
  },
  {
    name: "computes for ever",
    fn: () => {
      for (;;);
    },
    limitMs: 100,
    error: { name: "TimeoutError", timeoutMs: 100 },
  },
  {
    name: "blocks for ever",
    fn: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0),
    limitMs: 100,
    error: { name: "TimeoutError" },
  },
  {
    name: "never settles",
    fn: () => new Promise(() => {}),
    limitMs: 100,
    error: { name: "TimeoutError" },
  },
];

let folder: string;
let pool: Executor;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faults-"));
});
afterEach(async () => {
  await pool.close();
  rmSync(folder, { recursive: true });
});

const plus = (a: number, b: number) => a + b;

/** Returns the number of its worker once `count` of these run at the same time. */
const meet = (at: string, count: number) => {
  const { readdirSync, writeFileSync } = process.getBuiltinModule("node:fs");
  const { threadId } = process.getBuiltinModule("node:worker_threads");
  const here = `${process.pid}-${threadId}`;
  writeFileSync(`${at}/${here}`, "");
  const nap = new Int32Array(new SharedArrayBuffer(4));
  while (readdirSync(at).length < count) Atomics.wait(nap, 0, 0, 5);
  return here;
};

/** As many calls as there are workers run at the same time, on as many workers. */
async function expectFullStrength(): Promise<void> {
  const at = mkdtempSync(join(folder, "meet-"));
  const workers = await Promise.all(Array.from({ length: size }, () => pool.run(meet, at, size)));
  expect(new Set(workers).size).toBe(size);
  expect(pool.counts).toMatchObject({ workers: size, running: 0, queued: 0 });
}

/** What each of the calls rejects with. */
async function reasonsOf(calls: readonly Promise<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(calls);
  return settled.map((one) => (one.status === "rejected" ? one.reason : "none"));
}

describe.each(Object.entries(kinds))("%s", (kind, create) => {
  const mine = faults.filter(({ only = kind }) => only === kind);

  describe.each(mine)("a function that $name", ({ fn, limitMs, error }) => {
    const options = limitMs === undefined ? {} : { runTimeoutMs: limitMs };

    test("rejects, and everything else runs", async () => {
      pool = create();
      const before = [1, 2, 3].map((n) => pool.run(plus, n, 1));
      const faulty = pool.run(options, fn);
      const after = [4, 5, 6, 7].map((n) => pool.run(plus, n, 1));
      await expect(faulty).rejects.toMatchObject(error);
      expect(await Promise.all([...before, ...after])).toEqual([2, 3, 4, 5, 6, 7, 8]);
      await expectFullStrength();
      expect(pool.counts.failed).toBe(1);
    });

    test("on all workers at once, and more wait", async () => {
      pool = create();
      const faulty = Array.from({ length: 2 * size }, () => pool.run(options, fn));
      const after = [4, 5, 6, 7].map((n) => pool.run(plus, n, 1));
      for (const reason of await reasonsOf(faulty)) expect(reason).toMatchObject(error);
      expect(await Promise.all(after)).toEqual([5, 6, 7, 8]);
      await expectFullStrength();
      expect(pool.counts.failed).toBe(2 * size);
    });
  });

  test("says who waits for a call whose worker died", async () => {
    pool = create();
    async function handler() {
      await pool.run(() => process.exit(3));
    }
    const error = await handler().catch((thrown: unknown) => thrown as WorkerDiedError);
    expect(error).toBeInstanceOf(WorkerDiedError);
    expect(error?.message).toMatch(/^The (thread|process) that ran an anonymous function ended/);
    expect(error?.stack).toContain("at async handler");
    expect(error?.stack).not.toContain("lib/pools");
  });

  test("an idle worker that dies is replaced", async () => {
    pool = create();
    await expectFullStrength();
    // Threads cannot be killed from outside: one that is idle dies of what it has left behind.
    const leave = () => void setTimeout(() => process.exit(1), 1);
    await pool.run(leave);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const calls = Array.from({ length: 6 }, (_, n) => pool.run(plus, n, 1).catch(() => -1));
    const results = await Promise.all(calls);
    // The thread may live on until it is given a call, which then is the one that is lost.
    expect(results.filter((result) => result < 0).length).toBeLessThanOrEqual(1);
    await expectFullStrength();
  });

  test("workers that cannot start: the pool gives up, and says why", {
    timeout: 60_000,
  }, async () => {
    const workers =
      kind === "ThreadPool"
        ? new ThreadWorkers(size, undefined, broken)
        : new ProcessWorkers(size, 1);
    pool = new QueuedExecutor(kind, workers, {});
    const calls = [1, 2, 3, 4, 5].map((n) => pool.run(plus, n, 1));
    for (const reason of await reasonsOf(calls)) {
      expect(`${reason}`).toMatch(
        /^Error: Cannot start the (threads|processes) of this \w+, after 3 tries: each /,
      );
    }
    await expect(pool.run(plus, 1, 1)).rejects.toThrow("Cannot start");
    expect(pool.counts).toMatchObject({ running: 0, queued: 0, failed: 5 });
  });

  test("a time-out of the whole counts the wait, one of the run does not", async () => {
    pool = create();
    const spin = () => {
      for (;;);
    };
    const busy = Array.from({ length: size }, () => pool.run({ runTimeoutMs: 1_000 }, spin));
    const ended = reasonsOf(busy);
    const hasty = pool.run({ timeoutMs: 300 }, plus, 1, 1);
    const patient = pool.run({ runTimeoutMs: 30_000 }, plus, 1, 2);
    await expect(hasty).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 300 });
    expect(await patient).toBe(3);
    for (const reason of await ended) {
      expect(reason).toMatchObject({ name: "TimeoutError", timeoutMs: 1_000 });
    }
  });
});
