import fc from "fast-check";
import { expect, test } from "vitest";
import {
  AdaptiveBatchProcessor,
  type AdaptiveBatchProcessorOptions,
} from "../../lib/batching/adaptive-batch-processor.ts";
import { InlineExecutor } from "../../lib/pools/inline-executor.ts";

/** A processor whose batches take as long, by its clock, as `costMs` says of their size. */
function trial(costMs: (size: number) => number, options: AdaptiveBatchProcessorOptions = {}) {
  let clockMs = 0;
  const processor = new AdaptiveBatchProcessor(new InlineExecutor(), {
    ...options,
    now: () => clockMs,
  });
  const compute = (batch: readonly number[]) => {
    clockMs += costMs(batch.length);
    return batch.map((n) => -n);
  };
  const run = async (records: number) => {
    const numbers = Array.from({ length: records }, (_, i) => i);
    const results = (await Array.fromAsync(processor.process(compute, numbers))).flat();
    expect(results).toEqual(numbers.map((n) => -n));
    return clockMs;
  };
  return { processor, compute, run };
}

test("a clock that is set back loses no result", async () => {
  const { run } = trial(() => -1);
  await run(100);
});

const sizes = ({ history }: AdaptiveBatchProcessor) => history.map(({ batchSize }) => batchSize);

test("as the sheet has it, it never leaves the size that it began with", async () => {
  const { processor, run } = trial((size) => 1 + 0.001 * size);
  await run(500);
  expect(new Set(sizes(processor))).toEqual(new Set([10]));
});

test("follows the monitor's advice after every five batches, within the bounds", async () => {
  const { processor, run } = trial(() => 1);
  processor.monitor.recordBatch(1_000, 0.1);
  await run(10 * 5 + 200 + 3);
  expect(sizes(processor)).toEqual([10, 10, 10, 10, 10, 200, 3]);
  expect(processor.batchSize).toBe(200);
  const small = trial(() => 1);
  small.processor.monitor.recordBatch(1, 0);
  await small.run(55);
  expect(sizes(small.processor)).toEqual([10, 10, 10, 10, 10, 5]);
});

test("with exploration it climbs to the bound where larger is better, and tries once in five", async () => {
  const { processor, run } = trial((size) => 1 + 0.001 * size, { explorationFactor: 2 });
  await run(5_000);
  expect(sizes(processor).slice(0, 12)).toEqual([10, 10, 10, 10, 20, 20, 20, 20, 20, 40, 40, 40]);
  expect(processor.batchSize).toBe(200);
});

test("it comes down to the bound where smaller is better", async () => {
  const { processor, run } = trial((size) => size ** 2, { explorationFactor: 2 });
  await run(500);
  expect(processor.batchSize).toBe(5);
});

test.each([
  ["light", (size: number) => 0.1 + 0.0005 * size],
  ["heavy", (size: number) => 0.1 + 0.02 * size],
  ["worse again from 60 up", (size: number) => 2 + 0.03 * size + 0.0006 * size ** 2],
])("reaches 90 %% of the best throughput: %s", async (_, costMs) => {
  const { processor, run } = trial(costMs, { explorationFactor: 1.5 });
  await run(5_000);
  const before = await run(0);
  const tookMs = (await run(5_000)) - before;
  const all = Array.from({ length: 196 }, (_, i) => i + 5);
  const bestMs = Math.min(...all.map((size) => costMs(size) / size));
  expect(5_000 / tookMs).toBeGreaterThan(0.9 / bestMs);
  expect(processor.history.every(({ batchSize }) => batchSize <= 200)).toBe(true);
});

test("whatever things cost, every record has its result, in its order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(700),
      fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1 }),
      fc.double({ min: 1, max: 4, noNaN: true }),
      async (records, costs, explorationFactor) => {
        let i = 0;
        const { processor, run } = trial(() => costs[i++ % costs.length] ?? 0, {
          explorationFactor,
        });
        await run(records);
        const full = sizes(processor).slice(0, -1);
        expect(full.every((size) => size >= 5 && size <= 200)).toBe(true);
      },
    ),
    { seed: 36, numRuns: 60 },
  );
});

test("what a source gave before it failed is computed", async () => {
  const { processor, compute } = trial(() => 1);
  const source = function* () {
    yield* Array.from({ length: 13 }, (_, i) => i);
    throw new Error("source broke");
  };
  const seen: number[] = [];
  const read = async () => {
    for await (const results of processor.process(compute, source())) seen.push(...results);
  };
  await expect(read()).rejects.toThrow("source broke");
  expect(seen).toHaveLength(13);
});

test("stops at an abort, and refuses results that do not match", async () => {
  const { processor, compute } = trial(() => 1);
  const signal = AbortSignal.abort(new Error("enough"));
  const aborted = Array.fromAsync(processor.process(compute, [1], { signal }));
  await expect(aborted).rejects.toThrow("enough");
  const short = Array.fromAsync(processor.process(() => [], [1]));
  await expect(short).rejects.toThrow("one result for each of its 1 records: received 0 results");
});

test.each([
  [{ initialBatchSize: 3 }, "in ascending order: received [ 5, 3, 200 ]"],
  [{ maxBatchSize: 9 }, "in ascending order"],
  [{ minBatchSize: 0 }, "`minBatchSize` must be a positive integer: received 0"],
  [{ adaptEvery: 1.5 }, "`adaptEvery` must be a positive integer: received 1.5"],
  [{ explorationFactor: 0.5 }, "`explorationFactor` must be a finite number from 1 up"],
])("refuses %j", (options, message) => {
  expect(() => new AdaptiveBatchProcessor(new InlineExecutor(), options)).toThrow(message);
});
