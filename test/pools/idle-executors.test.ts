import { type Executor, InlineExecutor, ProcessPool, sleepSync, ThreadPool } from "concurrency-lab";
import { expect, test, vi } from "vitest";

const threads = () => (process.report.getReport() as { workers: unknown[] }).workers.length;

test("a cell that makes a pool, run ten times, does not pile up threads", async () => {
  const before = threads();
  const pools: Executor[] = [];
  for (let run = 0; run < 10; run++) {
    const pool = new ThreadPool({ maxWorkers: 2 });
    pools.push(pool);
    expect(await pool.run((n: number) => n, run)).toBe(run);
    // What costs nothing does not count.
    pools.push(new InlineExecutor());
  }
  await vi.waitFor(() => expect(threads() - before).toBeLessThanOrEqual(8), { timeout: 20_000 });

  // Those that have let their threads go get new ones, at need.
  const results = pools.map((pool, n) => pool.run((m: number) => m, n));
  expect(await Promise.all(results)).toEqual(pools.map((_, n) => n));
  await Promise.all(pools.map((pool) => pool.close()));
  expect(threads()).toBe(before);
});

test("processes that are let go while they start are given nothing", async () => {
  for (let round = 0; round < 5; round++) {
    const pools = Array.from({ length: 6 }, () => new ProcessPool({ maxWorkers: 1 }));
    // Long enough for the first ones to be ready, and not to have been heard.
    sleepSync(60 * round);
    const more = new ProcessPool({ maxWorkers: 1 });
    await new Promise(setImmediate);
    const calls = [...pools, more].map((pool, n) => pool.run((m: number) => m, n));
    expect(await Promise.all(calls)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    await Promise.all([...pools, more].map((pool) => pool.close()));
  }
});

test("nor does one pile up processes", async () => {
  const pools = [1, 2, 3, 4, 5, 6].map(() => new ProcessPool({ maxWorkers: 1 }));
  const pids = await Promise.all(pools.map((pool) => pool.run(() => process.pid)));
  const living = () => pids.filter(isLiving).length;
  await vi.waitFor(() => expect(living()).toBe(4), { timeout: 20_000 });
  await Promise.all(pools.map((pool) => pool.close()));
  expect(living()).toBe(0);
});

test("a pool that is busy keeps its workers, however many others there are", async () => {
  const busy = new ThreadPool({ maxWorkers: 1 });
  const gate = new Int32Array(new SharedArrayBuffer(4));
  const call = busy.run((at: Int32Array) => Atomics.wait(at, 0, 0), gate);
  const others = Array.from({ length: 6 }, () => new ThreadPool({ maxWorkers: 1 }));
  await Promise.all(others.map((pool) => pool.run(() => 1)));
  await vi.waitFor(() => expect(Atomics.notify(gate, 0)).toBe(1), 20_000);
  expect(await call).toBe("ok");
  expect(busy.counts.replaced).toBe(0);
  await Promise.all([busy, ...others].map((pool) => pool.close()));
});

test("a pool that let its threads go has its full room again", async () => {
  const pool = new ThreadPool({ maxWorkers: 1 });
  const controller = new AbortController();
  // Given up before they are begun: they are still in the hands of the threads when these go.
  const calls = [1, 2].map((n) => pool.run({ signal: controller.signal }, (m: number) => m, n));
  controller.abort(new Error("enough"));
  await Promise.allSettled(calls);
  const others = Array.from({ length: 5 }, () => new ThreadPool({ maxWorkers: 1 }));
  await Promise.all(others.map((other) => other.run(() => 1)));
  const again = [1, 2, 3].map((n) => pool.run((m: number) => m, n));
  expect(await Promise.all(again)).toEqual([1, 2, 3]);
  await Promise.all([pool, ...others].map((one) => one.close()));
});

function isLiving(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
