// Notebooks that are wrong in every way we know of, and right ones that look much like them.

import { code } from "./code.ts";

/** How a wrong notebook goes wrong. */
export type Way =
  /** A cell throws, rejects or does not compile; the kernel lives on. */
  | "error"
  /** A cell is not run, and no tool but `npm run grade` can be sure to say so. */
  | "skip"
  /** A cell ends the kernel on purpose: an error, or a dead kernel, says so. */
  | "exit"
  /** A cell never ends. */
  | "hang"
  /** The kernel dies. */
  | "death";

/** What has to be seen of a wrong notebook. */
export interface Fault {
  readonly way: Way;
  /** The failing cell's number among the code cells, from 1; several where any of them is right. */
  readonly failingCell: number | readonly number[];
  /** What the error must tell, as plain text, and in words that the cell's source does not have. */
  readonly says?: string;
  /** The cell that started what went wrong: a later one that fails for it must name it. */
  readonly from?: number;
  /** Why nobody can be sure to catch it: its row is printed, and no test fails for it. */
  readonly knownLimit?: string;
}

/** One notebook of the set. */
export interface GradingNotebook {
  readonly name: string;
  /** What is wrong with it, or what about it could be taken for wrong, in one line. */
  readonly what: string;
  readonly wrong: boolean;
  /**
   * As for `writeNotebook`: # starts markdown, `// throws` tags a cell as raises-exception,
   * `// skipped` as skip-execution.
   * A cell that contains `console.` prints: without an output, it has not been executed.
   */
  readonly cells: readonly string[];
  /** Missing in a right one. */
  readonly fault?: Fault;
}

function wrong(name: string, what: string, fault: Fault, ...cells: string[]): GradingNotebook {
  return { name, what, wrong: true, cells, fault };
}

function right(name: string, what: string, ...cells: string[]): GradingNotebook {
  return { name, what, wrong: false, cells };
}

const importAssert = 'import assert from "node:assert/strict";';
const start = 'console.log("the first cell ran");';
const end = 'console.log("the last cell ran");';
const sleep = "const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));";
/** Long enough for what comes 20 or 50 ms late, on a busy machine too. */
const wait = code`
  await new Promise((resolve) => setTimeout(resolve, 400));
  console.log("a cell that waits ran");
`;

const error = (failingCell: number, says: string): Fault => ({ way: "error", failingCell, says });
/** Cell 2 starts it; cell 3, which waits, meets it. */
const late: Fault = { way: "error", failingCell: [2, 3], says: "Error: lost", from: 2 };

const throws = [
  wrong(
    "throws",
    "a cell throws",
    error(2, "RangeError: no seats left"),
    "# Seats",
    start,
    "## 2. Too many guests",
    code`
      const seats: number = 3;
      if (seats < 4) throw new RangeError("no seats left");
    `,
    end,
  ),
  wrong(
    "throws-null",
    "what a cell throws is no error",
    error(2, "null"),
    start,
    "throw null;",
    end,
  ),
  wrong(
    "stack-overflow",
    "a function calls itself for ever",
    error(2, "RangeError: Maximum call stack size exceeded"),
    start,
    code`
      const again = (): number => again() + 1;
      again();
    `,
    end,
  ),
  wrong(
    "rejected-await",
    "a cell awaits a promise that rejects",
    error(2, "TypeError: no such sensor"),
    start,
    'await Promise.reject(new TypeError("no such sensor"));',
    end,
  ),
  wrong(
    "rejected-any",
    "each of several promises rejects: an AggregateError",
    error(2, "AggregateError: All promises were rejected"),
    start,
    code`
      const doors = ["left", "right"].map((door) => Promise.reject(new Error(door)));
      await Promise.any(doors);
    `,
    end,
  ),
  wrong(
    "failing-assertion",
    "a check does not hold",
    error(2, "AssertionError: the sum is wrong"),
    start,
    code`
      ${importAssert}
      assert.equal(6 * 7, 41, "the sum is wrong");
    `,
    end,
  ),
  wrong(
    "after-expected-error",
    "a check fails right after a cell that may raise: stock tslab skips the check",
    error(3, "AssertionError: the sum is wrong"),
    code`
      ${importAssert}
      ${start}
    `,
    'throw new Error("expected"); // throws',
    'assert.equal(6 * 7, 41, "the sum is wrong");',
    end,
  ),
  wrong(
    "swallowed",
    "an exception is swallowed, and a check is left undone; the count of checks tells",
    error(3, "AssertionError: not all checks were done"),
    code`
      ${importAssert}
      let checks = 0;
      ${start}
    `,
    code`
      try {
        assert.equal(6 * 7, 41);
        checks += 1;
      } catch {}
      console.log("went on");
    `,
    'assert.equal(checks, 1, "not all checks were done");',
    end,
  ),
];

const doNotCompile = [
  wrong(
    "type-error",
    "a cell does not type-check",
    error(2, "Type 'string' is not assignable to type 'number'"),
    start,
    'const limit: number = "three";',
    end,
  ),
  wrong(
    "syntax-error",
    "a cell is no TypeScript",
    error(2, "Expression expected"),
    start,
    "const limit = ;",
    end,
  ),
  wrong(
    "undeclared-name",
    "a cell uses a name that nobody has declared",
    error(2, "Cannot find name 'seatsLeft'"),
    start,
    "console.log(seatsLeft + 1);",
    end,
  ),
  wrong(
    "unknown-package",
    "a cell imports a package that is not installed",
    error(2, "Cannot find module 'no-such-package'"),
    start,
    code`
      import { seats } from "no-such-package";
      console.log(seats);
    `,
    end,
  ),
];

const skipped = (says: string): Fault => ({ way: "skip", failingCell: 2, says });

const areNotRun = [
  wrong(
    "skip-execution",
    "a check that fails has a tag by which nbclient passes over it",
    skipped("it has the tag «skip-execution»"),
    start,
    'throw new Error("not seen"); // skipped',
    end,
  ),
  wrong(
    "browser",
    "a check that fails is marked as for a browser, and may raise besides",
    skipped("kernel does not run @browser cells"),
    start,
    code`
      /** @browser */
      throw new Error("not seen"); // throws
    `,
    end,
  ),
  wrong(
    "module",
    "a check that fails is marked as a module, which nobody imports",
    skipped("kernel does not run @module cells"),
    start,
    code`
      /** @module check */
      throw new Error("not seen");
    `,
    end,
  ),
];

const nobodyAwaits = [
  wrong(
    "floating-first",
    "nobody awaits a rejection, in the first cell",
    error(1, "Error: lost"),
    code`
      Promise.reject(new Error("lost"));
      console.log("went on");
    `,
    end,
  ),
  wrong(
    "floating-middle",
    "nobody awaits an async function that throws, in a middle cell",
    error(2, "Error: lost"),
    start,
    code`
      void (async () => {
        throw new Error("lost");
      })();
    `,
    end,
  ),
  wrong(
    "floating-last",
    "nobody awaits a rejection, in the last cell",
    error(2, "Error: lost"),
    start,
    code`
      Promise.reject(new Error("lost"));
      console.log("went on");
    `,
  ),
  wrong(
    "floating-result",
    "a rejected promise is the result of the last cell",
    error(2, "Error: lost"),
    start,
    'Promise.reject(new Error("lost"))',
  ),
  wrong(
    "floating-then",
    "a check in a then fails, and there is no catch",
    error(2, "AssertionError: the sum is wrong"),
    start,
    code`
      ${importAssert}
      Promise.resolve(41).then((sum) => assert.equal(sum, 42, "the sum is wrong"));
    `,
    end,
  ),
  wrong(
    "floating-assertion",
    "a check fails in an async function that the last cell does not await",
    error(2, "AssertionError: the sum is wrong"),
    code`
      ${importAssert}
      ${start}
    `,
    code`
      async function check() {
        const sum = await Promise.resolve(41);
        assert.equal(sum, 42, "the sum is wrong");
      }
      check();
      console.log("all checks hold");
    `,
  ),
  wrong(
    "microtask-throws",
    "a callback of queueMicrotask throws",
    error(2, "Error: lost"),
    start,
    code`
      queueMicrotask(() => {
        throw new Error("lost");
      });
    `,
    end,
  ),
  wrong(
    "immediate-throws",
    "a callback of setImmediate throws, in the last cell",
    error(2, "Error: lost"),
    start,
    code`
      setImmediate(() => {
        throw new Error("lost");
      });
      console.log("went on");
    `,
  ),
];

const comeLate = [
  wrong(
    "late-rejection",
    "a promise that nobody awaits rejects 50 ms later, while the next cell runs",
    late,
    code`
      ${sleep}
      ${start}
    `,
    code`
      void sleep(50).then(() => {
        throw new Error("lost");
      });
      console.log("went on");
    `,
    wait,
    end,
  ),
  wrong(
    "timer-throws",
    "a timer's callback throws, while the next cell runs",
    late,
    start,
    code`
      setTimeout(() => {
        throw new Error("lost");
      }, 20);
      console.log("went on");
    `,
    wait,
    end,
  ),
  wrong(
    "listener-throws",
    "a listener throws when the event comes, while the next cell runs",
    late,
    start,
    code`
      import { EventEmitter } from "node:events";
      const door = new EventEmitter().on("open", () => {
        throw new Error("lost");
      });
      setTimeout(() => door.emit("open"), 20);
      console.log("went on");
    `,
    wait,
    end,
  ),
  wrong(
    "worker-dies",
    "a worker thread throws, and nobody listens to its error event",
    late,
    start,
    code`
      import { Worker } from "node:worker_threads";
      const worker = new Worker("throw new Error('lost')", { eval: true });
      const ended = new Promise((resolve) => worker.once("exit", resolve));
      console.log("went on");
    `,
    code`
      await ended;
      console.log("the worker has ended");
    `,
    end,
  ),
  wrong(
    "late-rejection-last",
    "a promise that the last cell does not await rejects 50 ms later",
    {
      ...error(2, "Error: lost"),
      knownLimit: "a kernel cannot know for how long to wait after the last cell",
    },
    code`
      ${sleep}
      ${start}
    `,
    code`
      void sleep(50).then(() => {
        throw new Error("lost");
      });
      console.log("went on");
    `,
  ),
];

const endTheKernel = [
  wrong(
    "exit-0",
    "a cell ends the program, as if all were well",
    { way: "exit", failingCell: 2 },
    start,
    "process.exit(0);",
    end,
  ),
  wrong(
    "exit-1",
    "a cell ends the program",
    { way: "exit", failingCell: 2 },
    start,
    "process.exit(1);",
    end,
  ),
  wrong(
    "aborts",
    "a cell aborts the process",
    { way: "death", failingCell: 2 },
    start,
    "process.abort();",
    end,
  ),
  wrong(
    "killed",
    "a cell kills the process",
    { way: "death", failingCell: 2 },
    start,
    'process.kill(process.pid, "SIGKILL");',
    end,
  ),
  wrong(
    "out-of-memory",
    "a cell fills the heap",
    { way: "death", failingCell: 2 },
    start,
    code`
      const hoard: object[] = [];
      for (;;) hoard.push({ number: hoard.length, text: String(hoard.length) });
    `,
    end,
  ),
];

const neverEnd = [
  wrong(
    "endless-loop",
    "a loop does not end",
    { way: "hang", failingCell: 2 },
    start,
    "while (true);",
    end,
  ),
  wrong(
    "endless-after-await",
    "a loop after an await does not end",
    { way: "hang", failingCell: 2 },
    start,
    code`
      await new Promise((resolve) => setTimeout(resolve, 10));
      while (true);
    `,
    end,
  ),
  wrong(
    "never-settles",
    "a cell awaits a promise that never settles",
    { way: "hang", failingCell: 2 },
    start,
    "await new Promise(() => {});",
    end,
  ),
];

const rights = [
  right(
    "plain",
    "nothing is wrong with it",
    "# Sums",
    code`
      ${importAssert}
      const sum = [1, 2, 3].reduce((a, b) => a + b);
      console.log(sum);
    `,
    code`
      assert.equal(sum, 6);
      console.log("holds");
      sum === 6
    `,
  ),
  right(
    "awaits",
    "it awaits one promise, several, and an async iterator",
    code`
      ${importAssert}
      ${sleep}
      const double = async (n: number) => {
        await sleep(10);
        return 2 * n;
      };
      console.log(await double(1));
    `,
    code`
      const doubled = await Promise.all([1, 2, 3].map(double));
      assert.deepEqual(doubled, [2, 4, 6]);
      console.log(doubled);
    `,
    code`
      async function* doubles(upTo: number) {
        for (let n = 1; n <= upTo; n++) yield await double(n);
      }
      await sleep(1);
      for await (const n of doubles(2)) console.log(n);
    `,
  ),
  right(
    "expected-error",
    "cells that may raise do raise, and checks follow",
    code`
      ${importAssert}
      ${start}
    `,
    code`
      console.log("now it raises");
      throw new Error("expected"); // throws
    `,
    code`
      assert.equal(6 * 7, 42);
      console.log("holds");
    `,
    'Promise.reject(new Error("expected, and not awaited")); // throws',
    end,
  ),
  right(
    "handled",
    "promises reject, and each is caught, settled or asserted",
    code`
      ${importAssert}
      const fail = async () => {
        throw new Error("caught");
      };
      const results = await Promise.allSettled([fail(), fail()]);
      console.log(results.length);
    `,
    code`
      await assert.rejects(fail, /caught/);
      await fail().catch(() => console.log("caught"));
      assert.throws(() => JSON.parse("{"), SyntaxError);
      console.log("holds");
    `,
  ),
  right(
    "handled-later",
    "a rejection gets its handler turns later, but before its cell has ended",
    start,
    code`
      const promise = Promise.reject(new Error("handled"));
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await promise.catch(() => console.log("handled"));
    `,
    end,
  ),
  right(
    "stderr",
    "it writes to stderr, which is no failure",
    code`
      console.error("a note");
      console.warn("a warning");
    `,
    end,
  ),
  right(
    "timers",
    "timers that would throw are cleared, and one prints after its cell has ended",
    code`
      const fail = () => {
        throw new Error("not cleared");
      };
      const timer = setTimeout(fail, 20);
      const interval = setInterval(fail, 20);
      clearTimeout(timer);
      clearInterval(interval);
      console.log("cleared");
    `,
    code`
      setTimeout(() => console.log("late, and harmless"), 20);
      console.log("went on");
    `,
    wait,
  ),
  right(
    "worker",
    "a worker thread throws, and somebody listens",
    code`
      import { Worker } from "node:worker_threads";
      const worker = new Worker("throw new Error('heard')", { eval: true });
      const error = await new Promise<Error>((resolve) => worker.once("error", resolve));
      console.log(error.message);
    `,
    "console.log(await worker.terminate());",
  ),
  right(
    "pool",
    "a worker of our pool throws, and somebody awaits it",
    code`
      ${importAssert}
      import { ThreadPool } from "concurrency-lab";
      const pool = new ThreadPool({ maxWorkers: 1 });
      console.log(await pool.run((n: number) => 2 * n, 21));
    `,
    code`
      const fail = () => {
        throw new RangeError("heard");
      };
      await assert.rejects(pool.run(fail), RangeError);
      console.log("holds");
    `,
    code`
      await pool.close();
      console.log("closed");
    `,
  ),
  right(
    "code-in-workers",
    "a function of a cell runs in both pools, with an import, and a helper and a class of other cells",
    code`
      ${importAssert}
      import { join } from "node:path";
      import { ProcessPool, ThreadPool } from "concurrency-lab";
      const unit = "m";
    `,
    code`
      class TooFar extends RangeError {}
      function label(meters: number): string {
        if (meters > 99) throw new TooFar(meters + unit);
        return join("distance", meters + unit);
      }
    `,
    code`
      const pools = [new ThreadPool({ maxWorkers: 1 }), new ProcessPool({ maxWorkers: 1 })];
      for (const pool of pools) {
        assert.equal(await pool.run((meters: number) => label(meters), 7), join("distance", "7m"));
        await assert.rejects(pool.run(label, 100), TooFar);
      }
      console.log("crossed");
    `,
    'function label(meters: number): string { return "edited " + meters; }',
    code`
      for (const pool of pools) {
        assert.equal(await pool.run((meters: number) => label(meters), 7), "edited 7");
        await pool.close();
      }
      console.log("edited code crossed");
    `,
  ),
];

/** The set. */
export const notebooks: readonly GradingNotebook[] = [
  ...throws,
  ...doNotCompile,
  ...areNotRun,
  ...nobodyAwaits,
  ...comeLate,
  ...endTheKernel,
  ...neverEnd,
  ...rights,
];
