// Lecture 36, exercise 4: its own code, while workers are killed under it.

import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { executorChannels, type TaskStarted } from "../../lib/pools/announcements.ts";
import type { Executor } from "../../lib/pools/executor.ts";
import { ProcessPool } from "../../lib/pools/process-pool.ts";
import { neededCells } from "../../scripts/answers/select-cells.ts";
import { root } from "../../scripts/environment.mjs";
import { listExercises } from "../../scripts/exercises.ts";

interface Reading {
  readonly sensorId: string;
  readonly recordId: number;
  readonly value: number;
  readonly createdAtMs: number;
}
interface Outcome {
  readonly status: "OK" | "POISON_PILL";
  readonly originalRecord: Reading;
}
interface Log {
  readonly letters: readonly { readonly record: Reading; readonly errorType: string }[];
}
interface Processor {
  readonly crashes: number;
  process(records: readonly Reading[]): Promise<Outcome[]>;
}

/** What stands in the notebook's answer cells, with all that it uses there. */
interface Answers {
  readonly DeadLetterLog: new () => Log;
  readonly FaultTolerantBatchProcessor: new (options: {
    readonly pool: Executor;
    readonly computeFn: (records: readonly Reading[]) => Outcome[];
    readonly deadLetters: Log;
  }) => Processor;
}

const exercise = "lecture36/exercise-4";
const names = ["DeadLetterLog", "FaultTolerantBatchProcessor"];

async function importAnswers(): Promise<Answers> {
  const cells = listExercises().find(({ name }) => name === exercise)?.cells ?? [];
  const wanted = cells.map((cell) => {
    const isWanted = cell.declared.some((name) => names.includes(name));
    return { ...cell, role: isWanted ? ("check" as const) : ("other" as const) };
  });
  const texts = neededCells(wanted).map(({ text }) => text);
  const folder = join(root, ".cache", "answers", exercise);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "killed-workers.ts");
  writeFileSync(file, [...texts, `export { ${names.join(", ")} };`].join("\n"));
  return await import(pathToFileURL(file).href);
}

/** Slow enough that most workers are at work when they are killed. */
function compute(records: readonly Reading[]): Outcome[] {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  return records.map((originalRecord) => {
    const isPill = !Number.isFinite(originalRecord.value);
    return { status: isPill ? "POISON_PILL" : "OK", originalRecord };
  });
}

const records = Array.from({ length: 2000 }, (_, recordId): Reading => {
  const value = recordId % 20 === 0 ? Number.NaN : recordId;
  return { sensorId: "s1", recordId, value, createdAtMs: 0 };
});

const pool = new ProcessPool({ maxWorkers: 2 });
/** Processes with a call: none is killed while it starts. */
const busy = new Set<number>();
const noteStart = (message: unknown) => void busy.add((message as TaskStarted).worker);
const noteEnd = (message: unknown) => void busy.delete((message as TaskStarted).worker);

beforeAll(() => {
  executorChannels.taskStarted.subscribe(noteStart);
  executorChannels.taskSettled.subscribe(noteEnd);
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterAll(async () => {
  executorChannels.taskStarted.unsubscribe(noteStart);
  executorChannels.taskSettled.unsubscribe(noteEnd);
  vi.restoreAllMocks();
  await pool.close();
});

test("the books balance while a worker is killed every 100 ms, ten times out of ten", async () => {
  const { DeadLetterLog, FaultTolerantBatchProcessor } = await importAnswers();
  let kills = 0;
  const kill = () => {
    const pid = [...busy][randomInt(Math.max(1, busy.size))];
    if (pid === undefined) return;
    process.kill(pid, "SIGKILL");
    busy.delete(pid);
    kills++;
  };
  let crashes = 0;
  for (let round = 0; round < 10; round++) {
    const deadLetters = new DeadLetterLog();
    const options = { pool, computeFn: compute, deadLetters };
    const processor = new FaultTolerantBatchProcessor(options);
    const killing = setInterval(kill, 100);
    try {
      const outcomes = await processor.process(records);
      const places = [
        ...outcomes.map(({ originalRecord }) => originalRecord),
        ...deadLetters.letters.map(({ record }) => record),
      ];
      expect(places.toSorted((a, b) => a.recordId - b.recordId)).toEqual(records);
      for (const { status, originalRecord } of outcomes) {
        expect(status === "OK").toBe(Number.isFinite(originalRecord.value));
      }
      for (const { errorType } of deadLetters.letters) expect(errorType).toBe("WorkerDiedError");
      crashes += processor.crashes;
    } finally {
      clearInterval(killing);
    }
  }
  expect(kills).toBeGreaterThan(20);
  expect(crashes).toBeGreaterThan(10);
  // Twenty and more processes are started one after the other, on a machine that may be busy.
}, 300_000);
