import { randomInt } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { Executor } from "../../lib/pools/executor.ts";
import { InlineExecutor } from "../../lib/pools/inline-executor.ts";
import { ProcessPool } from "../../lib/pools/process-pool.ts";
import { WorkerDiedError } from "../../lib/pools/worker-died-error.ts";
import { DeadLetterLog } from "../../lib/recovery/dead-letter-log.ts";
import {
  type Crash,
  type FaultToleranceCounts,
  FaultTolerantBatchProcessor,
} from "../../lib/recovery/fault-tolerant-batch-processor.ts";
import type { RecordOutcome } from "../../lib/recovery/record-outcome.ts";
import { sleep } from "../../lib/timing/sleep.ts";
import { type CrashOptions, computeRiskyBatch } from "../../lib/workers/lecture36.ts";

interface Reading {
  readonly recordId: number;
  readonly value: number;
}

interface Setting extends Omit<CrashOptions, "attempt"> {
  readonly pool?: Executor;
  readonly recoveryPool?: Executor;
  readonly bisect?: boolean;
  readonly batchSize?: number;
}

interface Counted {
  readonly processor: { readonly counts: FaultToleranceCounts };
}

const inline = new InlineExecutor();

function trial({
  pool = inline,
  recoveryPool = inline,
  bisect = false,
  batchSize = 15,
  ...context
}: Setting) {
  const deadLetters = new DeadLetterLog<Reading>();
  const crashes: Crash[] = [];
  const processor = new FaultTolerantBatchProcessor({
    pool,
    recoveryPool,
    deadLetters,
    computeFn: computeRiskyBatch<Reading>,
    context,
    bisect,
    batchSize,
    onCrash: (crash) => crashes.push(crash),
  });
  return { processor, deadLetters, crashes };
}

const readings = (n: number, valueFor: (id: number) => number = () => 4): Reading[] =>
  Array.from({ length: n }, (_, recordId) => ({ recordId, value: valueFor(recordId) }));

/** That each record is in exactly one place, and the counts say so. */
function expectBalance(
  records: readonly Reading[],
  { processor, deadLetters }: Pick<ReturnType<typeof trial>, "deadLetters"> & Counted,
  outcomes: readonly RecordOutcome<Reading, number>[],
) {
  const places = [
    ...outcomes.map(({ originalRecord }) => originalRecord.recordId),
    ...deadLetters.letters.map(({ record }) => record.recordId),
  ];
  expect(places.toSorted((a, b) => a - b)).toEqual(records.map(({ recordId }) => recordId));
  const counts = processor.counts;
  const { successful, failed, poisonPills } = counts;
  expect(successful + failed + poisonPills + counts.deadLetters).toBe(records.length);
  expect(counts.records).toBe(records.length);
  const count = (wanted: string) => outcomes.filter(({ status }) => status === wanted).length;
  expect([successful, failed, poisonPills]).toEqual(["OK", "FAILED", "POISON_PILL"].map(count));
}

test("without crashes, each record has its outcome, in the order of the records", async () => {
  const records = readings(100, (id) => (id % 20 === 7 ? Number.NaN : id % 10 === 3 ? -1 : id));
  const all = trial({});
  const outcomes = (await Array.fromAsync(all.processor.process(records))).flat();
  expect(outcomes.map(({ originalRecord }) => originalRecord)).toEqual(records);
  expect(all.processor.counts).toEqual({
    records: 100,
    successful: 85,
    failed: 10,
    poisonPills: 5,
    deadLetters: 0,
    crashes: 0,
  });
});

test("a batch that crashes is tried in the recovery pool, and then its records are dead", async () => {
  const recoveryPool = new InlineExecutor();
  const all = trial({ toxicIds: [20], recoveryPool });
  const records = readings(45);
  const outcomes = (await Array.fromAsync(all.processor.process(records))).flat();
  expectBalance(records, all, outcomes);
  expect(all.crashes).toMatchObject([
    { attempt: 1, records: 15, error: new Error("worker crash") },
    { attempt: 2, records: 15 },
  ]);
  expect(all.processor.counts.crashes).toBe(2);
  expect(recoveryPool.counts.failed).toBe(1);
  expect(all.deadLetters.letters).toHaveLength(15);
  expect(all.deadLetters.letters[0]).toMatchObject({ attempts: 2, message: "worker crash" });
});

test("the computation is told which attempt it is, and the second one may succeed", async () => {
  const deadLetters = new DeadLetterLog<Reading>();
  const attempts: number[] = [];
  const processor = new FaultTolerantBatchProcessor({
    pool: inline,
    recoveryPool: inline,
    deadLetters,
    computeFn: (records: readonly Reading[], options: CrashOptions) => {
      attempts.push(options.attempt);
      if (options.attempt === 1) throw new Error("worker crash");
      return computeRiskyBatch(records, options);
    },
  });
  const outcomes = (await Array.fromAsync(processor.process(readings(30)))).flat();
  expect(outcomes).toHaveLength(30);
  expect(attempts.toSorted()).toEqual([1, 1, 2, 2]);
  expect(processor.counts).toMatchObject({ successful: 30, crashes: 2, deadLetters: 0 });
});

test("with bisection only the toxic record dies", async () => {
  const all = trial({ toxicIds: [20], bisect: true });
  const records = readings(45);
  const outcomes = (await Array.fromAsync(all.processor.process(records))).flat();
  expectBalance(records, all, outcomes);
  expect(all.deadLetters.letters.map(({ record }) => record.recordId)).toEqual([20]);
  expect(all.crashes.map(({ records }) => records)).toEqual([15, 15, 7, 4, 2, 1]);
});

test("whatever fails, each record ends in exactly one place, also after a replay", async () => {
  const value = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -1));
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { maxLength: 120 }),
      fc.integer({ min: 1, max: 20 }),
      fc.double({ min: 0, max: 0.9, noNaN: true }),
      fc.array(fc.nat(120), { maxLength: 3 }),
      fc.boolean(),
      fc.nat(),
      async (values, batchSize, crashRatio, toxicIds, bisect, seed) => {
        const records = readings(values.length, (id) => values[id] ?? 0);
        const all = trial({ batchSize, crashRatio, toxicIds, bisect, seed });
        const outcomes = (await Array.fromAsync(all.processor.process(records))).flat();
        expectBalance(records, all, outcomes);
        const replay = all.deadLetters.replay(computeRiskyBatch<Reading>, {
          executor: inline,
          context: { crashRatio, toxicIds, seed },
        });
        const replayed = await Array.fromAsync(replay);
        const left = all.deadLetters.letters.map(({ record }) => record);
        const found = [...outcomes, ...replayed].map(({ originalRecord }) => originalRecord);
        const ids = [...found, ...left].map(({ recordId }) => recordId);
        expect(ids.toSorted((a, b) => a - b)).toEqual(records.map(({ recordId }) => recordId));
      },
    ),
    { seed: 36, numRuns: 150 },
  );
});

test("a source that fails loses nothing of what it gave", async () => {
  const all = trial({});
  const source = async function* () {
    yield* readings(20);
    throw new Error("source broke");
  };
  const seen: RecordOutcome<Reading, number>[] = [];
  const read = async () => {
    for await (const outcomes of all.processor.process(source())) seen.push(...outcomes);
  };
  await expect(read()).rejects.toThrow("source broke");
  expectBalance(readings(20), all, seen);
});

test("a log that cannot write stops nothing, and is told of at the end", async () => {
  const all = trial({ toxicIds: [3], batchSize: 5 });
  const add = all.deadLetters.add.bind(all.deadLetters);
  all.deadLetters.add = async (...args) => {
    await add(...args);
    throw new Error("disk full");
  };
  const records = readings(20);
  const seen: RecordOutcome<Reading, number>[] = [];
  const read = async () => {
    for await (const outcomes of all.processor.process(records)) seen.push(...outcomes);
  };
  await expect(read()).rejects.toThrow("disk full");
  expectBalance(records, all, seen);
});

test("an abort ends it with its reason; what was under way is no crash", async () => {
  const controller = new AbortController();
  const all = trial({});
  const endless = function* () {
    for (let recordId = 0; ; recordId++) yield { recordId, value: 1 };
  };
  const read = async () => {
    for await (const outcomes of all.processor.process(endless(), controller)) {
      if ((outcomes[0]?.originalRecord.recordId ?? 0) > 100) controller.abort(new Error("enough"));
    }
  };
  await expect(read()).rejects.toThrow("enough");
  expect(all.crashes).toEqual([]);
  expect(all.deadLetters.letters).toEqual([]);
});

test("refuses a batch size that is none", () => {
  expect(() => trial({ batchSize: 0 })).toThrow(
    "Cannot create FaultTolerantBatchProcessor as `batchSize` must be a positive integer: received 0",
  );
});

describe("in processes", () => {
  const pool = new ProcessPool({ maxWorkers: 2, maxOldSpaceMb: 64 });
  const recoveryPool = new ProcessPool({ maxWorkers: 1, maxOldSpaceMb: 64 });
  afterAll(() => Promise.all([pool.close(), recoveryPool.close()]));

  test.each(["abort", "kill", "memory"] as const)("survives workers that %s", async (crashKind) => {
    const all = trial({ pool, recoveryPool, crashKind, toxicIds: [20], bisect: true });
    const records = readings(45);
    const outcomes = (await Array.fromAsync(all.processor.process(records))).flat();
    expectBalance(records, all, outcomes);
    expect(all.deadLetters.letters).toMatchObject([
      { record: { recordId: 20 }, errorType: "WorkerDiedError" },
    ]);
    expect(all.crashes.every(({ error }) => error instanceof WorkerDiedError)).toBe(true);
  });

  test("balances while a random worker is killed every 100 ms, ten times out of ten", async () => {
    let deaths = 0;
    /** Workers that have computed something, so that none is killed while it starts. */
    const seen = new Set<number>();
    const killed = new Set<number>();
    const alive = () => [...seen.difference(killed)];
    const kill = () => {
      const pid = alive()[randomInt(Math.max(1, alive().length))];
      if (pid === undefined) return;
      process.kill(pid, "SIGKILL");
      killed.add(pid);
    };
    // Slow enough that most workers are at work when they are killed.
    const computeFn = (records: readonly Reading[]): RecordOutcome<Reading, number>[] => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
      return records.map((originalRecord) =>
        Number.isFinite(originalRecord.value)
          ? { status: "OK", result: process.pid, originalRecord }
          : { status: "POISON_PILL", error: "not finite", originalRecord },
      );
    };
    const records = readings(2_000, (id) => (id % 20 === 0 ? Number.NaN : id));
    const untilKilled = async function* () {
      for (const record of records) {
        const before = killed.size;
        while (record.recordId % 200 === 199 && killed.size === before && alive().length > 0) {
          await sleep(10);
        }
        yield record;
      }
    };
    for (let round = 0; round < 10; round++) {
      const deadLetters = new DeadLetterLog<Reading>();
      const processor = new FaultTolerantBatchProcessor({
        pool,
        recoveryPool,
        deadLetters,
        computeFn,
        bisect: round % 2 === 0,
        onCrash: ({ error }) => {
          expect(error).toBeInstanceOf(WorkerDiedError);
          deaths++;
        },
      });
      const killing = setInterval(kill, 100);
      try {
        const outcomes: RecordOutcome<Reading, number>[] = [];
        for await (const batch of processor.process(untilKilled())) {
          outcomes.push(...batch);
          for (const outcome of batch) if ("result" in outcome) seen.add(outcome.result);
        }
        expectBalance(records, { processor, deadLetters }, outcomes);
      } finally {
        clearInterval(killing);
      }
    }
    expect(killed.size).toBeGreaterThan(20);
    expect(deaths).toBeGreaterThan(0);
    // Twenty and more processes are started one after the other, on a machine that may be busy.
  }, 300_000);
});
