import { type Executor, InlineExecutor, ProcessPool, ThreadPool } from "concurrency-lab";
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
  await vi.waitFor(() => expect(Atomics.notify(gate, 0)).toBe(1));
  expect(await call).toBe("ok");
  expect(busy.counts.replaced).toBe(0);
  await Promise.all([busy, ...others].map((pool) => pool.close()));
});

function isLiving(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
