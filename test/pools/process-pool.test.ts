import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { ProcessPool } from "concurrency-lab";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

let pool: ProcessPool;
beforeEach(() => {
  pool = new ProcessPool({ maxWorkers: 1 });
});
afterEach(() => pool.close());

const pid = () => process.pid;

test("runs in processes of their own, and keeps them", async () => {
  const first = await pool.run(pid);
  expect(first).not.toBe(process.pid);
  expect(await pool.run(pid)).toBe(first);
});

test("copies arguments whole: typed arrays, maps, dates, big integers", async () => {
  const data = {
    floats: Float64Array.of(1.5, 2.5),
    map: new Map([["a", new Set([1n])]]),
    date: new Date(0),
    nested: [{ deep: undefined }],
  };
  expect(await pool.run((value: object) => value, data)).toEqual(data);
  expect(data.floats).toHaveLength(2);
});

test("an argument or a result that cannot be cloned is named, and costs no process", async () => {
  const before = await pool.run(pid);
  const give = (x: object) => x;
  await expect(pool.run(give, { rows: [1, { log() {} }] })).rejects.toThrow(
    "to a worker: args[0].rows[1].log is a function",
  );
  await expect(
    pool.run(give, { shared: new Int32Array(new SharedArrayBuffer(4)) }),
  ).rejects.toThrow("args[0].shared is a SharedArrayBuffer, which no other process can share");
  await expect(pool.run(() => ({ later: Promise.resolve() }))).rejects.toThrow(
    "from its worker as result.later is a promise",
  );
  await expect(pool.run(() => [new SharedArrayBuffer(4)])).rejects.toThrow("result[0] is a Shared");
  expect(await pool.run(pid)).toBe(before);
});

test("what a function prints is printed here, a report of V8's is not", async () => {
  const written: string[] = [];
  const collect = (text: unknown) => written.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, "write").mockImplementation(collect),
  );
  try {
    await pool.run(() => console.log("out"));
    await pool.run(() => console.error("err"));
    await pool.run(() => process.abort()).catch(() => {});
    await using small = new ProcessPool({ maxWorkers: 1, maxOldSpaceMb: 32 });
    const hoard = () => {
      for (const all: number[][] = []; ; ) all.push(Array.from({ length: 100_000 }, Math.random));
    };
    await small.run(hoard).catch(() => {});
    await vi.waitFor(() => expect(written.join("")).toMatch(/(out|err)\n(out|err)\n/), 20_000);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  expect(written.join("").split("\n").sort()).toEqual(["", "err", "out"]);
});

test("a process that is killed while it is idle is replaced", async () => {
  const before = await pool.run(pid);
  process.kill(before, "SIGKILL");
  await vi.waitFor(() => expect(pool.counts.replaced).toBe(1), { timeout: 20_000 });
  expect(await pool.run(pid)).not.toBe(before);
  expect(pool.counts.failed).toBe(0);
});

test("Ctrl-C, which reaches the whole process group, ends no process", async () => {
  const before = await pool.run(pid);
  process.kill(before, "SIGINT");
  await sleep(100);
  expect(await pool.run(pid)).toBe(before);
});

test("closes all of them", async () => {
  const gone = await pool.run(pid);
  await pool.close();
  expect(() => process.kill(gone, 0)).toThrow("ESRCH");
});

test.each([0, -1, 2.5, Number.NaN, "3"])("refuses maxWorkers = %s", (maxWorkers) => {
  expect(() => new ProcessPool({ maxWorkers: maxWorkers as number })).toThrow(
    "Cannot create ProcessPool as `maxWorkers` must be a positive integer: received",
  );
});

test("refuses a heap that is too small to start in", () => {
  expect(() => new ProcessPool({ maxOldSpaceMb: 8 })).toThrow(
    "Cannot create ProcessPool as `maxOldSpaceMb` must be an integer from 16 up: received 8",
  );
});

describe("no process outlives its parent", () => {
  const parent = `
    import { ProcessPool } from "concurrency-lab";
    const pool = new ProcessPool({ maxWorkers: 2 });
    const [idle, busy] = [await pool.run(() => process.pid), await pool.run(() => process.pid)];
    const spin = () => {
      console.log("spinning " + process.pid);
      for (;;);
    };
    pool.run(spin).catch(() => {});
  `;
  const ends: [string, string, NodeJS.Signals?][] = [
    ["is killed", "", "SIGKILL"],
    ["is terminated", "", "SIGTERM"],
    ["is interrupted", "", "SIGINT"],
    ["exits", "setTimeout(() => process.exit(0), 1_000);"],
    ["throws", "setTimeout(() => { throw new Error('uncaught'); }, 1_000);"],
  ];

  test.concurrent.each(ends)("that %s", { timeout: 30_000 }, async (_title, code, signal) => {
    const child = spawn(
      process.execPath,
      ["--input-type=module", "-e", `${parent}${code}\nconsole.log("pids", idle, busy);`],
      { stdio: ["ignore", "pipe", "ignore"] },
    );
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    await vi.waitFor(() => expect(output).toMatch(/(pids|spinning).*\n(pids|spinning)/), 20_000);
    const pids = [...output.matchAll(/\d+/g)].map(([number]) => Number(number));
    if (signal) child.kill(signal);
    await once(child, "exit");
    await vi.waitFor(() => {
      for (const one of pids) expect(() => process.kill(one, 0)).toThrow("ESRCH");
    }, 20_000);
  });
});
