import { getEventListeners } from "node:events";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Priority, PriorityBatchQueue } from "../../lib/queues/priority-batch-queue.ts";
import { QueueClosedError } from "../../lib/queues/queue-closed-error.ts";

test("takes all critical records first, and fills up with normal ones", async () => {
  const queue = new PriorityBatchQueue<string>();
  for (const record of ["n1", "c1", "n2", "c2", "c3", "n3"]) {
    await queue.put(record, record.startsWith("c") ? "CRITICAL" : "NORMAL");
  }
  expect(queue.sizes).toEqual({ CRITICAL: 3, NORMAL: 3 });
  expect(await queue.getBatch(2)).toEqual(["c1", "c2"]);
  expect(await queue.getBatch(3)).toEqual(["c3", "n1", "n2"]);
  expect(await queue.getBatch(9)).toEqual(["n3"]);
});

test("wakes whoever waits, first come, first served, without a timer", async () => {
  const queue = new PriorityBatchQueue<number>();
  const before = process.getActiveResourcesInfo().length;
  const batches = [queue.getBatch(5), queue.getBatch(5)];
  expect(process.getActiveResourcesInfo()).toHaveLength(before);
  await queue.put(1, "NORMAL");
  await queue.put(2, "CRITICAL");
  expect((await Promise.all(batches)).flat().sort()).toEqual([1, 2]);
});

test("each priority has a bound of its own", async () => {
  const queue = new PriorityBatchQueue<number>({ maxSize: 1 });
  await queue.put(1, "NORMAL");
  let isIn = false;
  const second = queue.put(2, "NORMAL").then(() => {
    isIn = true;
  });
  await queue.put(3, "CRITICAL");
  await new Promise(setImmediate);
  expect(isIn).toBe(false);
  expect(await queue.getBatch(2)).toEqual([3, 1]);
  await second;
  expect(await queue.getBatch(2)).toEqual([2]);
});

test("an abort takes nothing, and leaves no listener", async () => {
  const queue = new PriorityBatchQueue<number>();
  const controller = new AbortController();
  const { signal } = controller;
  const waiting = queue.getBatch(1, { signal });
  const reason = new Error("enough");
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await queue.put(1, "NORMAL");
  expect(await queue.getBatch(1)).toEqual([1]);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("closed, it gives what it holds, and then ends", async () => {
  const queue = new PriorityBatchQueue<number>();
  await queue.put(1, "NORMAL");
  const reading = Array.fromAsync(queue.batches(5));
  await queue.put(2, "NORMAL");
  queue.close();
  expect((await reading).flat()).toEqual([1, 2]);
  await expect(queue.getBatch(1)).rejects.toBeInstanceOf(QueueClosedError);
  await expect(queue.put(3, "CRITICAL")).rejects.toBeInstanceOf(QueueClosedError);
});

test("wakes all who wait when it closes", async () => {
  const queue = new PriorityBatchQueue<number>();
  const waiting = [queue.getBatch(1), queue.getBatch(1)];
  queue.close();
  const settled = await Promise.allSettled(waiting);
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});

test("with ageing, a normal record is as good as a critical one that comes so much later", async () => {
  let nowMs = 0;
  const queue = new PriorityBatchQueue<string>({ ageingMs: 10, now: () => nowMs });
  for (const record of ["n0", "c5", "n6", "c10", "c11", "c15", "c17"]) {
    nowMs = Number(record.slice(1));
    await queue.put(record, record.startsWith("c") ? "CRITICAL" : "NORMAL");
  }
  expect(await queue.getBatch(9)).toEqual(["c5", "c10", "n0", "c11", "c15", "n6", "c17"]);
  expect(() => new PriorityBatchQueue({ ageingMs: -1 })).toThrow(
    "Cannot create PriorityBatchQueue as `ageingMs` must be a number from 0 up: received -1",
  );
});

test("refuses what is no priority, and no batch size", async () => {
  const queue = new PriorityBatchQueue<number>();
  await expect(queue.put(1, "URGENT" as Priority)).rejects.toThrow(
    `Cannot put as \`priority\` must be "CRITICAL" or "NORMAL": received 'URGENT'`,
  );
  await expect(queue.getBatch(0)).rejects.toThrow("`batchSize` must be a positive integer");
});

test("nothing is lost or doubled, and no normal record overtakes a critical one", async () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant("put" as const), isCritical: fc.boolean() }),
    fc.record({ kind: fc.constant("get" as const), size: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ kind: fc.constant("turn" as const) }),
    fc.record({ kind: fc.constant("abort" as const) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(action, { maxLength: 60 }),
      fc.integer({ min: 1, max: 6 }),
      async (actions, maxSize) => {
        const queue = new PriorityBatchQueue<{ id: number; isCritical: boolean }>({ maxSize });
        const putIds: number[] = [];
        const batches: { id: number; isCritical: boolean }[][] = [];
        const under: Promise<unknown>[] = [];
        let controller = new AbortController();
        for (const [id, step] of actions.entries()) {
          const { signal } = controller;
          if (step.kind === "put") {
            const priority = step.isCritical ? "CRITICAL" : "NORMAL";
            const record = { id, isCritical: step.isCritical };
            const put = queue.put(record, priority, { signal });
            under.push(put.then(() => putIds.push(id)).catch(() => {}));
          } else if (step.kind === "get") {
            const got = queue.getBatch(step.size, { signal });
            under.push(
              got
                .then((batch) => {
                  expect(batch.length).toBeGreaterThan(0);
                  expect(batch.length).toBeLessThanOrEqual(step.size);
                  batches.push(batch);
                })
                .catch((error) => {
                  if (!signal.aborted) throw error;
                }),
            );
          } else if (step.kind === "turn") {
            await new Promise(setImmediate);
          } else {
            controller.abort(new Error("enough"));
            controller = new AbortController();
          }
          expect(queue.sizes.CRITICAL).toBeLessThanOrEqual(maxSize);
          expect(queue.sizes.NORMAL).toBeLessThanOrEqual(maxSize);
        }
        await new Promise(setImmediate);
        controller.abort(new Error("end"));
        await Promise.all(under);
        queue.close();
        const rest = await Array.fromAsync(queue.batches(100));
        const taken = [...batches, ...rest].flat().map(({ id }) => id);
        expect(taken.toSorted((a, b) => a - b)).toEqual(putIds.toSorted((a, b) => a - b));
        for (const batch of batches) {
          const firstNormal = batch.findIndex(({ isCritical }) => !isCritical);
          const tail = firstNormal < 0 ? [] : batch.slice(firstNormal);
          expect(tail.every(({ isCritical }) => !isCritical)).toBe(true);
        }
      },
    ),
    { seed: 36, numRuns: 200 },
  );
});
