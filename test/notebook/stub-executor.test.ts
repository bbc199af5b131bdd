import { StubExecutor } from "concurrency-lab";
import { expect, test } from "vitest";

const turn = () => new Promise(setImmediate);

test("records the calls, and runs them here", async () => {
  const executor = new StubExecutor();
  expect(await executor.run(Math.hypot, 3, 4)).toBe(5);
  expect(await executor.run({ label: "root" }, Math.sqrt, 4)).toBe(2);
  expect(executor.calls).toEqual([
    { fn: Math.hypot, args: [3, 4], options: {} },
    { fn: Math.sqrt, args: [4], options: { label: "root" } },
  ]);
  expect(executor.peakInFlight).toBe(1);
});

test("answers what the check says, and throws what it throws", async () => {
  const boom = new Error("boom");
  const executor = new StubExecutor({
    answer: ({ args }) => {
      if (args[0] === 0) throw boom;
      return "yes";
    },
  });
  expect(await executor.run(Math.sqrt, 1)).toBe("yes");
  await expect(executor.run(Math.sqrt, 0)).rejects.toBe(boom);
  expect(executor.counts).toMatchObject({ completed: 1, failed: 1 });
});

test("keeps answers back until they are let go, and counts what is in flight", async () => {
  const executor = new StubExecutor({ hold: true, workers: 2 });
  const done: number[] = [];
  const all = [1, 4, 9].map((n) => executor.run(Math.sqrt, n).then((root) => done.push(root)));
  await turn();
  expect([done, executor.inFlight]).toEqual([[], 3]);
  expect(executor.counts).toMatchObject({ workers: 2, running: 2, queued: 1 });
  executor.release(1);
  await turn();
  expect([done, executor.inFlight]).toEqual([[1], 2]);
  executor.release();
  await Promise.all(all);
  expect(await executor.run(Math.sqrt, 16)).toBe(4);
  expect(executor.peakInFlight).toBe(3);
});

test("a deadline and a signal count while an answer is kept back, and the call never runs", async () => {
  let calls = 0;
  const executor = new StubExecutor({ hold: true });
  const count = () => calls++;
  await expect(executor.run({ timeoutMs: 1 }, count)).rejects.toThrow("Not done within 1 ms");
  const controller = new AbortController();
  const aborted = executor.run({ signal: controller.signal }, count);
  controller.abort(new Error("enough"));
  await expect(aborted).rejects.toThrow("enough");
  executor.release();
  await turn();
  expect([calls, executor.inFlight]).toEqual([0, 0]);
});

test("maps in order, and takes no calls once closed", async () => {
  const executor = new StubExecutor({ workers: 2 });
  expect(await Array.fromAsync(executor.map(Math.sqrt, [1, 4, 9]))).toEqual([1, 2, 3]);
  await executor.close();
  expect(executor.isClosed).toBe(true);
  await expect(executor.run(Math.sqrt, 1)).rejects.toThrow("closed");
});
