import { expect, test } from "vitest";
import { PriorityPoolProcessor } from "../../lib/pipeline/priority-pool-processor.ts";
import { InlineExecutor } from "../../lib/pools/inline-executor.ts";
import { ThreadPool } from "../../lib/pools/thread-pool.ts";
import { PriorityBatchQueue } from "../../lib/queues/priority-batch-queue.ts";
import {
  classify,
  computePriorityBatch,
  type PrioritizedRecord,
  type SensorRecord,
} from "../../lib/workers/lecture36.ts";

async function filled(values: readonly number[]): Promise<PriorityBatchQueue<SensorRecord>> {
  const queue = new PriorityBatchQueue<SensorRecord>({ maxSize: Infinity });
  for (const [recordId, value] of values.entries()) {
    const record = { sensorId: "s1", recordId, value, createdAtMs: 0 };
    await queue.put(record, classify(record));
  }
  queue.close();
  return queue;
}

test("processes what is critical first, and counts and times both kinds", async () => {
  await using executor = new InlineExecutor();
  const results: PrioritizedRecord[] = [];
  let clockMs = 0;
  const processor = new PriorityPoolProcessor(executor, {
    computeFn: computePriorityBatch,
    batchSize: 2,
    onResult: (result) => results.push(result),
    now: () => ++clockMs,
  });
  await processor.run(await filled([50, 90, 51, 95, 52]));
  expect(results.map(({ value }) => value)).toEqual([90, 95, 50, 51, 52]);
  expect(processor.criticalProcessed).toBe(2);
  expect(processor.normalProcessed).toBe(3);
  expect(processor.criticalLatencyMs).toEqual([1, 1]);
  expect(processor.normalLatencyMs).toEqual([2, 2, 3]);
});

test("takes no more batches than there are workers: the rest stays where priority counts", async () => {
  await using pool = new ThreadPool({ maxWorkers: 2 });
  const processor = new PriorityPoolProcessor(pool, {
    computeFn: computePriorityBatch,
    batchSize: 1,
  });
  await processor.run(await filled(Array.from({ length: 40 }, (_, i) => 2 * i)));
  expect(processor.criticalProcessed + processor.normalProcessed).toBe(40);
  expect(pool.counts.peakQueued).toBeLessThanOrEqual(2);
  expect(pool.counts.peakRunning).toBeLessThanOrEqual(2);
});

test("a batch that fails ends the run; what is in the queue stays there", async () => {
  await using pool = new ThreadPool({ maxWorkers: 2 });
  const queue = await filled([50, 51, 52, 53, 54, 55]);
  const processor = new PriorityPoolProcessor(pool, {
    batchSize: 1,
    computeFn: (batch: readonly SensorRecord[]) => {
      if (batch[0]?.value === 51) throw new RangeError("51 is too much");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      return batch.map((record) => ({ ...record, priority: "NORMAL" as const }));
    },
  });
  await expect(processor.run(queue)).rejects.toThrow(new RangeError("51 is too much"));
  const left = (await Array.fromAsync(queue.batches(10))).flat();
  expect(processor.normalProcessed + 1 + left.length).toBe(6);
  expect(pool.counts.running).toBe(0);
});

test("an abort ends it with its reason", async () => {
  await using executor = new InlineExecutor();
  const processor = new PriorityPoolProcessor(executor, {
    computeFn: computePriorityBatch,
    batchSize: 1,
  });
  const controller = new AbortController();
  const run = processor.run(new PriorityBatchQueue<SensorRecord>(), controller);
  controller.abort(new Error("enough"));
  await expect(run).rejects.toThrow("enough");
});

test("refuses a batch size that is none", () => {
  const options = { computeFn: computePriorityBatch, batchSize: 0 };
  expect(() => new PriorityPoolProcessor(new InlineExecutor(), options)).toThrow(
    "Cannot create PriorityPoolProcessor as `batchSize` must be a positive integer: received 0",
  );
});
