import { getEventListeners } from "node:events";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BatchAssembler } from "../../lib/batching/batch-assembler.ts";
import { BoundedQueue } from "../../lib/queues/bounded-queue.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Collects batches as they come. */
function collect(
  queue: BoundedQueue<number>,
  options: { batchSize: number; maxWaitMs: number; signal?: AbortSignal },
) {
  const assembler = new BatchAssembler();
  const batches: number[][] = [];
  const end = (async () => {
    for await (const batch of assembler.assemble(queue, options)) batches.push(batch);
  })();
  end.catch(() => {});
  return { assembler, batches, end };
}

test("cuts batches of exactly the size, and the rest at the end", async () => {
  const queue = new BoundedQueue<number>({ maxSize: 10 });
  const { assembler, batches, end } = collect(queue, { batchSize: 3, maxWaitMs: 100 });
  for (let n = 0; n < 7; n++) await queue.put(n);
  queue.close();
  await end;
  expect(batches).toEqual([[0, 1, 2], [3, 4, 5], [6]]);
  expect(assembler.counts).toEqual({ full: 2, partial: 1, records: 7 });
});

test("hands over a smaller batch when no new record comes in time", async () => {
  const queue = new BoundedQueue<number>({ maxSize: 10 });
  const { batches } = collect(queue, { batchSize: 3, maxWaitMs: 100 });
  await queue.put(1);
  await vi.advanceTimersByTimeAsync(99);
  // It counts from the last record, not from the first.
  await queue.put(2);
  await vi.advanceTimersByTimeAsync(99);
  expect(batches).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(batches).toEqual([[1, 2]]);
  queue.close();
});

test("waits for the first record of a batch as long as it takes, without a timer", async () => {
  const queue = new BoundedQueue<number>({ maxSize: 10 });
  const { batches } = collect(queue, { batchSize: 3, maxWaitMs: 100 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(vi.getTimerCount()).toBe(0);
  expect(batches).toEqual([]);
  queue.close();
});

test("an abort ends it after the batch that has begun", async () => {
  const queue = new BoundedQueue<number>({ maxSize: 10 });
  const controller = new AbortController();
  const { signal } = controller;
  const { batches, end } = collect(queue, { batchSize: 3, maxWaitMs: 100, signal });
  await queue.put(1);
  await vi.advanceTimersByTimeAsync(1);
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(end).rejects.toBe(reason);
  expect(batches).toEqual([[1]]);
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test.each([
  [{ batchSize: 0, maxWaitMs: 1 }, "`batchSize` must be a positive integer: received 0"],
  [{ batchSize: 1, maxWaitMs: -1 }, "`maxWaitMs` must be a number from 0 up: received -1"],
])("refuses %o", async (options, reason) => {
  const queue = new BoundedQueue<number>({ maxSize: 1 });
  const batches = new BatchAssembler().assemble(queue, options);
  await expect(batches.next()).rejects.toThrow(`Cannot assemble as ${reason}`);
});

test("whatever the pace, each record is in exactly one batch, in order", async () => {
  const pace = fc.array(fc.nat({ max: 150 }), { maxLength: 40 });
  const options = fc.record({
    batchSize: fc.integer({ min: 1, max: 7 }),
    maxWaitMs: fc.integer({ min: 0, max: 120 }),
    maxSize: fc.integer({ min: 1, max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(pace, options, async (pausesMs, { maxSize, ...how }) => {
      const queue = new BoundedQueue<number>({ maxSize });
      const { batches, end } = collect(queue, how);
      const produce = async () => {
        for (const [n, pauseMs] of pausesMs.entries()) {
          await queue.put(n);
          if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
        }
        queue.close();
      };
      const produced = produce();
      await vi.runAllTimersAsync();
      await Promise.all([produced, end]);
      expect(batches.flat()).toEqual([...pausesMs.keys()]);
      expect(batches.every(({ length }) => length >= 1 && length <= how.batchSize)).toBe(true);
    }),
    { seed: 36 },
  );
});
