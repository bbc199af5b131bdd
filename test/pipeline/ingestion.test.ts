import { getEventListeners } from "node:events";
import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { AsyncIngestionLayer } from "../../lib/pipeline/async-ingestion-layer.ts";
import { AsyncSensorSource } from "../../lib/pipeline/async-sensor-source.ts";
import type { SensorRecord } from "../../lib/workers/lecture36.ts";

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

let id = 0;
const sensor = (sensorId: string, intervalMs: number, read: () => number = () => 50) =>
  new AsyncSensorSource({ sensorId, intervalMs, read, nextRecordId: () => id++ });

const failing = (sensorId: string, after: number) => {
  let left = after;
  return sensor(sensorId, 10, () => {
    if (left-- === 0) throw new Error(`${sensorId} is broken`);
    return 50;
  });
};

const collect = async (queue: AsyncIterable<SensorRecord>, into: SensorRecord[]) => {
  for await (const record of queue) into.push(record);
};

describe("AsyncSensorSource", () => {
  test("waits, reads and yields, and stamps each record", async () => {
    const records = sensor("s1", 10).records();
    const first = records.next();
    await vi.advanceTimersByTimeAsync(10);
    expect((await first).value).toMatchObject({ sensorId: "s1", value: 50 });
    const stamped = (await first).value?.createdAtMs;
    expect(stamped).toBe(performance.now());
  });

  test("does not read while nobody asks", async () => {
    const read = vi.fn(() => 50);
    const records = sensor("s1", 10, read).records();
    void records.next();
    await vi.advanceTimersByTimeAsync(100);
    expect(read).toHaveBeenCalledTimes(1);
  });

  test("refuses an interval that is none", () => {
    expect(() => sensor("s1", -1)).toThrow(
      "Cannot create AsyncSensorSource as `intervalMs` must be a finite number from 0 up: received -1",
    );
  });
});

describe("AsyncIngestionLayer", () => {
  test("reads all sources side by side until the time is up", async () => {
    const sources = [sensor("s1", 10), sensor("s2", 20)];
    const layer = new AsyncIngestionLayer(sources);
    const records: SensorRecord[] = [];
    const read = collect(layer.queue, records);
    const run = layer.run(105);
    await vi.advanceTimersByTimeAsync(105);
    expect(await run).toEqual([
      { name: "s1", records: 10, ending: "stopped" },
      { name: "s2", records: 5, ending: "stopped" },
    ]);
    await read;
    expect(records).toHaveLength(15);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("goes on with the others when a source fails, and reports it", async () => {
    const layer = new AsyncIngestionLayer([failing("s1", 3), sensor("s2", 10)]);
    const records: SensorRecord[] = [];
    const read = collect(layer.queue, records);
    const run = layer.run(105);
    await vi.advanceTimersByTimeAsync(105);
    const [first, second] = await run;
    expect(first).toMatchObject({ name: "s1", records: 3, ending: "failed" });
    expect(first?.error).toEqual(new Error("s1 is broken"));
    expect(second).toEqual({ name: "s2", records: 10, ending: "stopped" });
    await read;
    expect(records).toHaveLength(13);
  });

  test("ends before the time is up if the sources do, and leaves no timer", async () => {
    const source = { name: "s1", records: async function* () {} };
    const layer = new AsyncIngestionLayer([source]);
    expect(await layer.run(60_000)).toEqual([{ name: "s1", records: 0, ending: "ended" }]);
    expect(vi.getTimerCount()).toBe(0);
    expect(layer.queue.closed).toBe(true);
  });

  test("what waits for a place when the time is up arrives all the same", async () => {
    const source = sensor("s1", 10);
    const layer = new AsyncIngestionLayer([source], { maxSize: 1 });
    const run = layer.run(100);
    await vi.advanceTimersByTimeAsync(200);
    expect(source.produced).toBe(2);
    expect(layer.queue.stats.waitingPutters).toBe(1);
    const records = await Array.fromAsync(layer.queue);
    expect(records).toHaveLength(2);
    expect(await run).toEqual([{ name: "s1", records: 2, ending: "stopped" }]);
  });

  test("a source that does not heed the signal is not asked again", async () => {
    const source = {
      name: "deaf",
      async *records() {
        for (let n = 0; ; n++) {
          await new Promise((resolve) => setTimeout(resolve, 10));
          yield n;
        }
      },
    };
    const layer = new AsyncIngestionLayer([source]);
    const run = layer.run(35);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await run).toEqual([{ name: "deaf", records: 4, ending: "stopped" }]);
    expect(await Array.fromAsync(layer.queue)).toEqual([0, 1, 2, 3]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("an abort ends it at once, with its reason, and leaves nothing", async () => {
    const layer = new AsyncIngestionLayer([sensor("s1", 10)], { maxSize: 1 });
    const controller = new AbortController();
    const run = layer.run(1_000, { signal: controller.signal });
    const ended = expect(run).rejects.toThrow("enough");
    await vi.advanceTimersByTimeAsync(50);
    controller.abort(new Error("enough"));
    await ended;
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
    expect(layer.queue.closed).toBe(true);
  });

  test("with a signal that has aborted, no source is read", async () => {
    const read = vi.fn(() => 50);
    const layer = new AsyncIngestionLayer([sensor("s1", 10, read)]);
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(layer.run(1_000, { signal })).rejects.toThrow("enough");
    expect(read).not.toHaveBeenCalled();
    expect(layer.queue.closed).toBe(true);
  });

  test("refuses to run twice, and no time", async () => {
    const layer = new AsyncIngestionLayer([]);
    await expect(layer.run(Number.NaN)).rejects.toThrow("`durationMs` must be a number from 0 up");
    await layer.run(1);
    await expect(layer.run(1)).rejects.toThrow("Cannot run twice");
  });

  test("loses and doubles nothing, however slow the reader and whoever fails", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ intervalMs: fc.nat(30), lives: fc.option(fc.nat(8), { nil: Infinity }) }),
          {
            maxLength: 5,
          },
        ),
        fc.integer({ min: 1, max: 8 }),
        fc.nat(20),
        fc.nat(200),
        async (plans, maxSize, readMs, durationMs) => {
          const made: number[] = [];
          const sources = plans.map(({ intervalMs, lives }, i) => {
            let left = lives;
            return new AsyncSensorSource({
              sensorId: `s${i}`,
              intervalMs: intervalMs + 1,
              read: () => {
                if (left-- === 0) throw new Error("broken");
                return 50;
              },
              nextRecordId: () => made.push(made.length) - 1,
            });
          });
          const layer = new AsyncIngestionLayer(sources, { maxSize });
          const seen: number[] = [];
          const read = (async () => {
            for await (const { recordId } of layer.queue) {
              seen.push(recordId);
              await new Promise((resolve) => setTimeout(resolve, readMs));
            }
          })();
          const run = layer.run(durationMs);
          await vi.runAllTimersAsync();
          const reports = await run;
          await read;
          expect(seen.toSorted((a, b) => a - b)).toEqual(made);
          expect(reports.reduce((sum, { records }) => sum + records, 0)).toBe(made.length);
          expect(layer.queue.stats.peakSize).toBeLessThanOrEqual(maxSize);
        },
      ),
      { seed: 36, numRuns: 60 },
    );
  });
});
