// npm run bench -- executors: what it costs to have a function run elsewhere, for our executors,
// bare Piscina, workerpool, and Python's ProcessPoolExecutor, in one run.
//
// The candidates take turns, some hundred calls each, and what is told of each is the median of its
// rounds: the machine's speed drifts by more than they differ.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Executor, ProcessPool, ThreadPool, table } from "concurrency-lab";
import { Piscina } from "piscina";
import workerpool from "workerpool";
import { findEnvironment } from "../scripts/environment.mjs";

const maxWorkers = 2;
const rounds = 40;
const sizes = [1e4, 1e5, 1e6];
const noop = () => 1;

interface PythonResult {
  readonly version: string;
  readonly one: number;
  readonly hundred: number;
  readonly floats: Readonly<Record<string, number>>;
  readonly coldStartMs: number;
  readonly residentMb: number;
}
const ofPython: PythonResult = JSON.parse(
  execFileSync(
    findEnvironment().python,
    [fileURLToPath(new URL("python-executor.py", import.meta.url))],
    {
      encoding: "utf8",
    },
  ),
);
const pythonName = `Python ${ofPython.version}, ProcessPoolExecutor`;

await compareNoops();
await comparePayloads();
await compareStarts();

async function compareNoops(): Promise<void> {
  const threads = new ThreadPool({ maxWorkers });
  const processes = new ProcessPool({ maxWorkers });
  const piscina = new Piscina({
    filename: fileURLToPath(new URL("noop.ts", import.meta.url)),
    minThreads: maxWorkers,
    maxThreads: maxWorkers,
  });
  const limits = { minWorkers: maxWorkers, maxWorkers };
  const itsThreads = workerpool.pool({ ...limits, workerType: "thread" });
  const itsProcesses = workerpool.pool({ ...limits, workerType: "process" });
  const candidates: Record<string, () => PromiseLike<unknown>> = {
    "bare Piscina": () => piscina.run(undefined),
    ThreadPool: () => threads.run(noop),
    ProcessPool: () => processes.run(noop),
    "workerpool, threads": async () => itsThreads.exec(noop, []),
    "workerpool, processes": async () => itsProcesses.exec(noop, []),
  };
  for (const run of Object.values(candidates)) await microsecondsPerCall(run, 3_000, 10);

  const one = new Map<string, number[]>();
  const hundred = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(candidates)) {
      add(one, name, await microsecondsPerCall(run, 400, 1));
      add(hundred, name, await microsecondsPerCall(run, 1_500, 100));
    }
  }
  const row = (name: string, alone: number, inFlight: number, ratios: object = {}) => ({
    "no-op round trips": name,
    "a second, 1 in flight": Math.round(1e6 / alone),
    "a second, 100 in flight": Math.round(1e6 / inFlight),
    "times Python's, 1": (ofPython.one / alone).toFixed(1),
    "times Python's, 100": (ofPython.hundred / inFlight).toFixed(1),
    ...ratios,
  });
  const rows = Object.keys(candidates).map((name) =>
    row(name, median(of(one, name)), median(of(hundred, name)), {
      "time / bare Piscina's, 1": ratio(one, name).toFixed(2),
      "time / bare Piscina's, 100": ratio(hundred, name).toFixed(2),
    }),
  );
  console.log(table([...rows, row(pythonName, ofPython.one, ofPython.hundred)]));
  await Promise.all([threads.close(), processes.close(), piscina.destroy()]);
  await Promise.all([itsThreads.terminate(), itsProcesses.terminate()]);

  /** The median of what it took beside bare Piscina, round by round. */
  function ratio(times: Map<string, number[]>, name: string): number {
    const bare = of(times, "bare Piscina");
    return median(of(times, name).map((time, round) => time / (bare[round] ?? Number.NaN)));
  }
}

async function comparePayloads(): Promise<void> {
  const threads = new ThreadPool({ maxWorkers });
  const processes = new ProcessPool({ maxWorkers });
  const sum = (values: Iterable<number>) => {
    let total = 0;
    for (const value of values) total += value;
    return total;
  };
  const rows = [];
  for (const size of sizes) {
    const floats = Float64Array.from({ length: size }, Math.random);
    const numbers = Array.from(floats);
    const calls = Math.max(3, 5e5 / size);
    const best = async (run: () => PromiseLike<unknown>) => {
      const times = [];
      for (let round = 0; round < 5; round++) times.push(await microsecondsPerCall(run, calls, 1));
      return Math.min(...times) / 1e3;
    };
    const spares = Array.from({ length: 5 * calls }, () => floats.slice());
    const transfer = () => {
      const values = spares.pop() ?? floats.slice();
      return threads.run({ transfer: [values.buffer] }, sum, values);
    };
    rows.push({
      "ms to have floats summed": size,
      "thread, transferred": await best(transfer),
      "thread, Float64Array": await best(() => threads.run(sum, floats)),
      "thread, number[]": await best(() => threads.run(sum, numbers)),
      "process, Float64Array": await best(() => processes.run(sum, floats)),
      "process, number[]": await best(() => processes.run(sum, numbers)),
      "Python, list, pickled": (ofPython.floats[size] ?? Number.NaN) / 1e3,
    });
  }
  console.log(table(rows));
  await Promise.all([threads.close(), processes.close()]);
}

async function compareStarts(): Promise<void> {
  const kinds: Record<string, (size: number) => Executor> = {
    ThreadPool: (size) => new ThreadPool({ maxWorkers: size }),
    ProcessPool: (size) => new ProcessPool({ maxWorkers: size }),
  };
  const rows = [];
  for (const [name, create] of Object.entries(kinds)) {
    const firstMs: Record<string, number> = {};
    for (const size of [1, 2, 4]) {
      const times = [];
      for (let round = 0; round < 3; round++) {
        const start = performance.now();
        const pool = create(size);
        await pool.run(noop);
        times.push(performance.now() - start);
        await pool.close();
      }
      firstMs[`first result, ms, of ${size}`] = Math.round(Math.min(...times));
    }
    rows.push({ executor: name, ...firstMs, "MB a worker": Math.round(await memoryOf(name)) });
  }
  rows.push({
    executor: pythonName,
    [`first result, ms, of ${maxWorkers}`]: Math.round(ofPython.coldStartMs),
    "MB a worker": Math.round(ofPython.residentMb),
  });
  console.log(table(rows));
}

/** What each of eight threads adds to this process, or what a process has resident. */
async function memoryOf(kind: string): Promise<number> {
  const residentMb = (pid: number | "self") =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  if (kind === "ProcessPool") {
    const pool = new ProcessPool({ maxWorkers: 1 });
    const mb = residentMb(await pool.run(() => process.pid));
    await pool.close();
    return mb;
  }
  const before = residentMb("self");
  const pool = new ThreadPool({ maxWorkers: 8 });
  await Promise.all(Array.from({ length: 800 }, () => pool.run(noop)));
  const mb = (residentMb("self") - before) / 8;
  await pool.close();
  return mb;
}

async function microsecondsPerCall(
  run: () => PromiseLike<unknown>,
  calls: number,
  inFlight: number,
): Promise<number> {
  let left = calls;
  const client = async () => {
    while (left-- > 0) await run();
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, client));
  return ((performance.now() - start) / calls) * 1e3;
}

function add(times: Map<string, number[]>, name: string, time: number): void {
  times.set(name, [...of(times, name), time]);
}

function of(times: Map<string, number[]>, name: string): number[] {
  return times.get(name) ?? [];
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
