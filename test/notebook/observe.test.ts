import {
  BoundedQueue,
  InlineExecutor,
  observe,
  peakConcurrency,
  ThreadPool,
} from "concurrency-lab";
import { expect, test } from "vitest";
import { executorChannels } from "../../lib/pools/announcements.ts";
import { queueChannels } from "../../lib/queues/announcements.ts";

const double = (n: number) => 2 * n;
const fail = () => {
  throw new Error("boom");
};
const channels = Object.values({ ...executorChannels, ...queueChannels });

test("what a pool does from its creation to its end", async () => {
  const { result: pool, events } = await observe(async () => {
    const pool = new ThreadPool({ maxWorkers: 2, name: "compute" });
    await Promise.all([1, 2, 3].map((n) => pool.run(double, n)));
    await pool.run(fail).catch(() => {});
    await pool.close();
    return pool;
  });
  expect(events.executorCreated).toEqual([
    { executor: pool, kind: "ThreadPool", name: "compute", workers: 2 },
  ]);
  expect(events.taskQueued).toHaveLength(4);
  expect(events.taskQueued[1]).toEqual({ executor: pool, fn: double, args: [2] });
  expect(events.taskStarted.every(({ worker }) => worker > 0)).toBe(true);
  expect(events.taskSettled.map(({ outcome }) => outcome)).toEqual([
    "completed",
    "completed",
    "completed",
    "failed",
  ]);
  const last = events.taskSettled[3];
  expect(last?.record).toMatchObject({ executor: "compute", outcome: "failed" });
  expect(peakConcurrency(events.taskSettled.map(({ record }) => record))).toBeLessThanOrEqual(2);
  expect(events.executorClosed).toEqual([{ executor: pool }]);
});

test("a call that is given up in the queue was never started, and has no worker", async () => {
  const executor = new InlineExecutor();
  const controller = new AbortController();
  const { events } = await observe(async () => {
    const first = executor.run(double, 1);
    const second = executor.run({ signal: controller.signal }, double, 2).catch(() => {});
    controller.abort();
    await Promise.all([first, second]);
  });
  expect(events.taskQueued.map(({ args }) => args)).toEqual([[1], [2]]);
  expect(events.taskStarted.map(({ args }) => args)).toEqual([[1]]);
  expect(events.taskSettled.map(({ args, outcome, worker }) => [args, outcome, worker])).toEqual([
    [[2], "aborted", undefined],
    [[1], "completed", 0],
  ]);
  await executor.close();
});

test("what a queue does: put at once, put after a wait, handed straight over", async () => {
  const { result: queue, events } = await observe(async () => {
    const queue = new BoundedQueue<string>({ maxSize: 1 });
    const got = queue.get();
    await queue.put("a");
    await got;
    await queue.put("b");
    const waiting = queue.put("c");
    await queue.get();
    await waiting;
    return queue;
  });
  expect(events.queueCreated).toEqual([{ queue, maxSize: 1 }]);
  expect(events.itemPut).toEqual([
    { queue, item: "a", sizeBefore: 0, sizeAfter: 0, waited: false },
    { queue, item: "b", sizeBefore: 0, sizeAfter: 1, waited: false },
    { queue, item: "c", sizeBefore: 0, sizeAfter: 1, waited: true },
  ]);
  expect(events.itemTaken).toEqual([
    { queue, item: "a", sizeAfter: 0, waited: true },
    { queue, item: "b", sizeAfter: 0, waited: false },
  ]);
});

test("hands on what the function throws, and stops listening", async () => {
  const boom = new Error("boom");
  await expect(observe(() => Promise.reject(boom))).rejects.toBe(boom);
  await observe(() => {});
  expect(channels.filter(({ hasSubscribers }) => hasSubscribers)).toEqual([]);
});
