import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { InlineExecutor } from "../../lib/pools/inline-executor.ts";
import { DeadLetterLog } from "../../lib/recovery/dead-letter-log.ts";
import { computeRiskyBatch } from "../../lib/workers/lecture36.ts";
import { root } from "../../scripts/environment.mjs";

interface Reading {
  readonly recordId: number;
  readonly value: number;
}

const executor = new InlineExecutor();
const failure = { error: new RangeError("worker crash"), attempts: 2 };
const readings = (...values: number[]): Reading[] =>
  values.map((value, recordId) => ({ recordId, value }));
const idsIn = (log: DeadLetterLog<Reading>) => log.letters.map(({ record }) => record.recordId);

describe("in memory", () => {
  test("keeps the record, the error's type and message, the attempts and the time", async () => {
    const log = new DeadLetterLog<Reading>({ now: () => 1_700_000_000_000 });
    await log.add(readings(4), failure);
    await log.add(readings(5), { error: "no error at all", attempts: 1 });
    expect(log.letters).toEqual([
      {
        id: 1,
        record: { recordId: 0, value: 4 },
        errorType: "RangeError",
        message: "worker crash",
        attempts: 2,
        failedAtMs: 1_700_000_000_000,
      },
      expect.objectContaining({ id: 2, errorType: "string", message: "no error at all" }),
    ]);
  });

  test("a replay takes out what has an outcome, and counts another attempt for the rest", async () => {
    const log = new DeadLetterLog<Reading>();
    await log.add(readings(4, -4, Number.NaN, 9), failure);
    const context = { toxicIds: [3] };
    const replay = log.replay(computeRiskyBatch<Reading>, { executor, context });
    const outcomes = await Array.fromAsync(replay);
    expect(outcomes.map(({ status }) => status)).toEqual(["OK", "FAILED", "POISON_PILL"]);
    expect(idsIn(log)).toEqual([3]);
    expect(log.letters[0]).toMatchObject({ attempts: 3, errorType: "Error" });
    const again = await Array.fromAsync(log.replay(computeRiskyBatch<Reading>, { executor }));
    expect(again).toMatchObject([{ status: "OK", result: 3 }]);
    expect(log.letters).toEqual([]);
  });

  test("tells the computation which attempt it is", async () => {
    const log = new DeadLetterLog<Reading>();
    await log.add(readings(4), { error: 0, attempts: 6 });
    const compute = (records: readonly Reading[], { attempt }: { attempt: number }) =>
      records.map((originalRecord) => ({ status: "OK" as const, result: attempt, originalRecord }));
    const outcomes = await Array.fromAsync(log.replay(compute, { executor }));
    expect(outcomes).toMatchObject([{ result: 7 }]);
  });

  test("whoever stops reading has taken only the outcomes that they were given", async () => {
    const log = new DeadLetterLog<Reading>();
    await log.add(readings(1, 4, 9), failure);
    for await (const outcome of log.replay(computeRiskyBatch<Reading>, { executor })) {
      expect(outcome.originalRecord.recordId).toBe(0);
      break;
    }
    expect(idsIn(log)).toEqual([1, 2]);
  });

  test("an abort leaves the letter as it was, and another replay works", async () => {
    const log = new DeadLetterLog<Reading>();
    await log.add(readings(4), failure);
    const signal = AbortSignal.abort(new Error("enough"));
    const aborted = Array.fromAsync(log.replay(computeRiskyBatch<Reading>, { executor, signal }));
    await expect(aborted).rejects.toThrow("enough");
    expect(log.letters).toMatchObject([{ attempts: 2 }]);
    const replay = Array.fromAsync(log.replay(computeRiskyBatch<Reading>, { executor }));
    const second = Array.fromAsync(log.replay(computeRiskyBatch<Reading>, { executor }));
    await expect(second).rejects.toThrow("Cannot replay as a replay is under way");
    expect(await replay).toHaveLength(1);
  });

  test("a computation that returns too little is a failure like any other", async () => {
    const log = new DeadLetterLog<Reading>();
    await log.add(readings(4), failure);
    expect(await Array.fromAsync(log.replay(() => [], { executor }))).toEqual([]);
    expect(log.letters).toMatchObject([{ attempts: 3, errorType: "TypeError" }]);
  });
});

describe("in a file", () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dead-letters-"));
    path = join(folder, "letters.jsonl");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const reopened = async () => {
    await using log = await DeadLetterLog.open<Reading>(path);
    return log.letters;
  };

  test("brings back what it holds, NaN and the infinities, too", async () => {
    const log = await DeadLetterLog.open<Reading>(path);
    await log.add(readings(Number.NaN, Infinity, -Infinity, -0, 1.5), failure);
    await log.close();
    expect(await reopened()).toEqual(log.letters);
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(6);
  });

  test("a replay after a restart goes on where the last one ended", async () => {
    await using first = await DeadLetterLog.open<Reading>(path);
    await first.add(readings(1, 4, 9), failure);
    const context = { toxicIds: [2] };
    for await (const _ of first.replay(computeRiskyBatch<Reading>, { executor, context })) break;
    expect(readFileSync(path, "utf8")).toMatch(/"resolved":1}\n$/);
    await first.close();

    await using second = await DeadLetterLog.open<Reading>(path);
    expect(idsIn(second)).toEqual([1, 2]);
    await Array.fromAsync(second.replay(computeRiskyBatch<Reading>, { executor, context }));
    await second.add(readings(16), failure);
    await second.close();
    expect(await reopened()).toMatchObject([
      { id: 3, record: { recordId: 2 }, attempts: 3 },
      { id: 4, record: { recordId: 0 }, attempts: 2 },
    ]);
  });

  test("what is on the disk when `add` resolves survives a kill", async () => {
    const script = `
      import { DeadLetterLog } from ${JSON.stringify(join(root, "lib/index.ts"))};
      const log = await DeadLetterLog.open(${JSON.stringify(path)});
      await log.add([{ recordId: 7, value: Number.NaN }], { error: new Error("crash"), attempts: 2 });
      process.kill(process.pid, "SIGKILL");`;
    const { signal } = spawnSync(process.execPath, ["--input-type=module", "-e", script]);
    expect(signal).toBe("SIGKILL");
    expect(await reopened()).toMatchObject([{ record: { recordId: 7, value: Number.NaN } }]);
  });

  test("a torn last line is refused, and set aside on request; the others are there", async () => {
    const log = await DeadLetterLog.open<Reading>(path);
    await log.add(readings(1, 4), failure);
    await log.close();
    const whole = readFileSync(path, "utf8");
    const torn = '{"version":1,"letter":{"id":3,"rec';
    appendFileSync(path, torn);
    await expect(DeadLetterLog.open(path)).rejects.toThrow(
      `Cannot open ${path} as its last line was not written to its end: open it with \`repair: true\` to move that line to ${path}.torn`,
    );
    expect(readFileSync(path, "utf8")).toBe(whole + torn);

    const repaired = await DeadLetterLog.open<Reading>(path, { repair: true });
    expect(idsIn(repaired)).toEqual([0, 1]);
    expect(readFileSync(path, "utf8")).toBe(whole);
    await repaired.add(readings(9), failure);
    await repaired.close();
    expect(readFileSync(`${path}.torn`, "utf8")).toBe(`${torn}\n`);
    expect(await reopened()).toHaveLength(3);
  });

  test("wherever the end is torn off, what was whole is brought back", async () => {
    const log = await DeadLetterLog.open<Reading>(path);
    await log.add(readings(1, Number.NaN, 9), failure);
    await log.close();
    const bytes = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length), async (length) => {
        writeFileSync(path, bytes.subarray(0, length));
        await using cut = await DeadLetterLog.open<Reading>(path, { repair: true });
        const whole = bytes.subarray(0, length).toString().split("\n").length - 1;
        expect(idsIn(cut)).toEqual([0, 1, 2].slice(0, whole));
      }),
      { seed: 36, numRuns: 40 },
    );
  });

  test.each([
    ["nonsense", "as it is not JSON: mend or remove it"],
    ['{"version":2,"letter":{"id":1}}', "as it is not a dead letter of version 1: received"],
    ['{"version":1}', "as it is not a dead letter of version 1"],
    ["null", "as it is not a dead letter of version 1"],
  ])("%s is refused with its line, and left alone", async (line, message) => {
    const log = await DeadLetterLog.open<Reading>(path);
    await log.add(readings(1), failure);
    await log.close();
    appendFileSync(path, `${line}\n`);
    const before = readFileSync(path, "utf8");
    const opening = DeadLetterLog.open(path, { repair: true });
    await expect(opening).rejects.toThrow(`Cannot read line 2 of ${path} ${message}`);
    expect(readFileSync(path, "utf8")).toBe(before);
  });

  test("a full disk is an error; the letters stay, and are written once there is room", () => {
    // A limit on the size of files ends writes in the middle, as a full disk does.
    const script = `
      import { strict as assert } from "node:assert";
      import { readFileSync, renameSync } from "node:fs";
      import { DeadLetterLog } from ${JSON.stringify(join(root, "lib/index.ts"))};
      const path = ${JSON.stringify(path)};
      const log = await DeadLetterLog.open(path);
      const failure = { error: new Error("crash"), attempts: 2 };
      await log.add([{ recordId: 0, note: "x".repeat(300) }], failure);
      const size = readFileSync(path).length;
      const adding = log.add([{ recordId: 1, note: "x".repeat(2_000) }], failure);
      await assert.rejects(adding, /Cannot write 1 dead letters .* kept in memory: make room/);
      assert.equal(log.letters.length, 2);
      await assert.rejects(log.flush());
      process.stdout.write(String(size) + " ");
      await log.close().catch((error) => process.stdout.write(error.cause.code));`;
    const { stdout, stderr } = spawnSync(
      "bash",
      ["-c", 'ulimit -f 1; exec "$0" --input-type=module -e "$1"', process.execPath, script],
      { encoding: "utf8" },
    );
    expect(stderr).not.toContain("AssertionError");
    const [size, code] = stdout.split(" ");
    expect(code).toBe("EFBIG");
    expect(statSync(path).size).toBeGreaterThan(Number(size));
  });

  test("after a failed write, the next one writes all", async () => {
    const log = await DeadLetterLog.open<Reading>(path);
    await log.add(readings(1), failure);
    const handles = await import("node:fs/promises");
    const probe = await handles.open(path);
    const proto = Object.getPrototypeOf(probe) as { write: (...args: unknown[]) => unknown };
    await probe.close();
    const write = proto.write;
    // Half of the first write arrives, and the next one fails.
    let calls = 0;
    proto.write = function (this: unknown, bytes, offset, length, position) {
      calls++;
      if (calls === 2) return Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" }));
      return write.call(this, bytes, offset, (length as number) >> 1, position);
    };
    try {
      const adding = log.add(readings(4), failure);
      await expect(adding).rejects.toThrow("which are kept in memory: make room, and call `flush`");
    } finally {
      proto.write = write;
    }
    expect(idsIn(log)).toEqual([0, 0]);
    await log.add(readings(9), failure);
    await log.close();
    expect((await reopened()).map(({ record }) => record.value)).toEqual([1, 4, 9]);
  });

  test("what JSON would change is an error, and stays in memory", async () => {
    const log = await DeadLetterLog.open<unknown>(path);
    const adding = log.add([new Map([[1, 2]])], failure);
    await expect(adding).rejects.toThrow("as JSON does not bring it back as it is");
    expect(log.letters).toHaveLength(1);
    await log.add([1], failure);
    await log.close();
    expect(await reopened()).toHaveLength(1);
  });

  test("one that cannot be written takes no other along", async () => {
    const log = await DeadLetterLog.open<unknown>(path);
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const unfit = [
      { id: 2n },
      circle,
      {
        toJSON: () => {
          throw new Error("no");
        },
      },
    ];
    const adding = log.add([{ id: 1 }, ...unfit, { id: 3 }], failure);
    await expect(adding).rejects.toThrow("as JSON does not bring it back as it is");
    expect(log.letters).toHaveLength(5);
    await log.close();
    expect((await reopened()).map(({ record }) => record)).toEqual([{ id: 1 }, { id: 3 }]);
  });

  test("whatever was thrown can be noted", async () => {
    const log = await DeadLetterLog.open<unknown>(path);
    for (const error of [Object.create(null), Symbol("s"), null, undefined, "text"]) {
      await log.add([1], { error, attempts: 1 });
    }
    expect(log.letters.map(({ message }) => message)).toEqual([
      "[Object: null prototype] {}",
      "Symbol(s)",
      "null",
      "undefined",
      "text",
    ]);
    await log.close();
  });

  test("many adds at once are written in their order", async () => {
    const log = await DeadLetterLog.open<Reading>(path);
    const ids = Array.from({ length: 50 }, (_, recordId) => recordId);
    await Promise.all(ids.map((recordId) => log.add([{ recordId, value: 1 }], failure)));
    await log.add([{ recordId: 50, value: 1 }], failure);
    await log.close();
    expect((await reopened()).map(({ record }) => record.recordId)).toEqual([...ids, 50]);
  });
});
