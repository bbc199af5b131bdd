import { setTimeout as delay } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { ProcessPoolComputeLayer } from "../../lib/pipeline/process-pool-compute-layer.ts";
import { ResultsSink, type SinkSummary } from "../../lib/pipeline/results-sink.ts";
import { InlineExecutor } from "../../lib/pools/inline-executor.ts";
import { ThreadPool } from "../../lib/pools/thread-pool.ts";
import { type ComputedRecord, computeBatch } from "../../lib/workers/lecture36.ts";

const records = Array.from({ length: 10 }, (_, recordId) => ({
  sensorId: "s1",
  recordId,
  value: 10 * recordId,
  createdAtMs: 0,
}));

test("computes a batch in a worker", async () => {
  await using pool = new ThreadPool({ maxWorkers: 1 });
  const layer = new ProcessPoolComputeLayer(computeBatch);
  expect(await layer.submitBatch(pool, records)).toEqual(computeBatch(records));
});

test("refuses results that are not one for each record", async () => {
  await using executor = new InlineExecutor();
  const layer = new ProcessPoolComputeLayer((batch: readonly number[]) => batch.slice(1));
  await expect(layer.submitBatch(executor, [1, 2])).rejects.toThrow(
    "must return one result for each of its 2 records: received 1 results",
  );
  const none = new ProcessPoolComputeLayer((() => undefined) as never);
  await expect(none.submitBatch(executor, [1])).rejects.toThrow("received undefined");
});

test("reads no more batches than its workers and their store can take", async () => {
  await using executor = new InlineExecutor();
  let made = 0;
  const batches = function* () {
    for (;;) yield [made++];
  };
  const layer = new ProcessPoolComputeLayer((batch: readonly number[]) => batch);
  const results = layer.submitAll(executor, batches());
  expect(await results.next()).toEqual({ done: false, value: [0] });
  await delay(20);
  expect(made).toBeLessThanOrEqual(1 + 2 * executor.counts.workers);
  await results.return();
});

test("a sink sums up after every so many, also within a batch", () => {
  const summaries: SinkSummary[] = [];
  const sink = new ResultsSink<ComputedRecord>({
    summaryEvery: 4,
    onSummary: (s) => summaries.push(s),
  });
  sink.receiveBatch(computeBatch(records));
  expect(summaries).toEqual([
    { received: 4, anomalies: 0, meanNormalized: expect.closeTo(0.15) },
    { received: 8, anomalies: 0, meanNormalized: expect.closeTo(0.35) },
  ]);
  expect(sink.summary).toEqual({
    received: 10,
    anomalies: 1,
    meanNormalized: expect.closeTo(0.45),
  });
  expect(sink.results.map(({ recordId }) => recordId)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("by default it prints, every hundred", () => {
  const log = vi.spyOn(console, "log").mockReturnValue();
  const sink = new ResultsSink();
  sink.receiveBatch(Array.from({ length: 250 }, () => ({ normalized: 0.5, isAnomaly: false })));
  expect(log.mock.calls).toEqual([
    ["100 received, 0 anomalies, mean normalized 0.500"],
    ["200 received, 0 anomalies, mean normalized 0.500"],
  ]);
  log.mockRestore();
});

test("an empty sink has no mean, and refuses a nonsensical step", () => {
  expect(new ResultsSink().summary).toEqual({
    received: 0,
    anomalies: 0,
    meanNormalized: Number.NaN,
  });
  expect(() => new ResultsSink({ summaryEvery: 0 })).toThrow("`summaryEvery` must be a positive");
});
