// What a function of a cell takes along into a worker, and what stays.

import { type Executor, ProcessPool, ThreadPool } from "concurrency-lab";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { describeForWorker } from "../../lib/pools/worker-function.ts";
import { Notebook, typed } from "./notebook.ts";

let notebook: Notebook;
afterEach(() => new Notebook().close());

interface Case {
  readonly imports?: Readonly<Record<string, readonly [module: string, exported: string]>>;
  readonly declarations: Readonly<Record<string, string>>;
  readonly result: unknown;
}

const crossing: Record<string, Case> = {
  "a function, and what that calls": {
    declarations: {
      half: "(n) => n / 2",
      third: "function (n) { return half(n) / 1.5; }",
      run: "(n = half(12)) => third(n) + half(4)",
    },
    result: 4,
  },
  "functions that call each other": {
    declarations: {
      isEven: "(n) => n === 0 || isOdd(n - 1)",
      isOdd: "(n) => n !== 0 && isEven(n - 1)",
      run: "() => [isEven(10), isOdd(10)]",
    },
    result: [true, false],
  },
  "a function that calls itself": {
    declarations: { run: "(n = 10) => (n < 2 ? n : run(n - 1) + run(n - 2))" },
    result: 55,
  },
  "constants of all primitive types": {
    declarations: {
      text: '"a\\"\\u2028b"',
      nothing: "null",
      missing: "undefined",
      notANumber: "NaN",
      minusZero: "-0",
      big: "-12345678901234567890n",
      yes: "true",
      endless: "-Infinity",
      run: "() => [text, nothing, missing, notANumber, minusZero, big, yes, endless]",
    },
    result: ['a"\u2028b', null, undefined, Number.NaN, -0, -12345678901234567890n, true, -Infinity],
  },
  "a constant that is named like a global": {
    declarations: { performance: "0.9", run: "() => performance * 10" },
    result: 9,
  },
  "imports: by name, renamed, all of a module": {
    imports: { join: ["node:path", "join"], os: ["node:os", "*"], read: ["node:path", "basename"] },
    declarations: {
      tail: "(path) => read(path)",
      run: '() => [join("a", "b"), typeof os.cpus, tail("c/d")]',
    },
    result: ["a/b", "function", "d"],
  },
  "a class with all that one can hold": {
    declarations: {
      step: "2",
      double: "(n) => n * step",
      Account: `class Book {
        static #opened = 0;
        static limit = double(50);
        static { Book.limit += 1; }
        #balance = 0;
        owner = "nobody";
        constructor() { Book.#opened++; }
        deposit(n) { this.#balance += double(n); return this; }
        get balance() { return this.#balance; }
        static get opened() { return this.#opened; }
        *[Symbol.iterator]() { yield this.#balance; }
      }`,
      run: `() => {
        const one = new Account().deposit(4);
        return [one.balance, Account.limit, Account.opened, ...one];
      }`,
    },
    result: [8, 101, 1, 8],
  },
  "a class that extends one, that extends a built-in one": {
    declarations: {
      Failure: "class extends Error { kind = 'failure'; }",
      NotFound: "class extends Failure { override() { return super.toString(); } }",
      Stack: "class extends Array { get top() { return this.at(-1); } }",
      run: `() => {
        const error = new NotFound("gone");
        return [error instanceof Failure, error.kind, error.override(), Stack.of(1, 2).top];
      }`,
    },
    result: [true, "failure", "Error: gone", 2],
  },
  "a class whose method makes one that extends it, which is used first": {
    declarations: {
      Shape: "class { grow() { return new Square(); } }",
      Square: "class extends Shape { sides = 4; }",
      run: "() => [new Shape().grow().sides, new Square() instanceof Shape]",
    },
    result: [4, true],
  },
  "generators, asynchronous functions, getters and methods of literals": {
    declarations: {
      count: "function* (n) { for (let i = 0; i < n; i++) yield i; }",
      later: "async (n) => { await null; return n; }",
      ticks: "async function* () { yield* count(2); }",
      run: `async () => {
        const made = { get first() { return later(1); }, add(n) { return this.base + n; }, base: 5 };
        const all = [];
        for await (const tick of ticks()) all.push(tick);
        return [...count(3), await made.first, made.add(1), ...all];
      }`,
    },
    result: [0, 1, 2, 1, 6, 0, 1],
  },
  "asking for the type of what is there, and of what is not": {
    declarations: { helper: "() => 1", run: "() => [typeof helper, typeof nowhereAtAll]" },
    result: ["function", "undefined"],
  },
};
describe.each([
  ["ThreadPool", () => new ThreadPool({ maxWorkers: 1 })],
  ["ProcessPool", () => new ProcessPool({ maxWorkers: 1 })],
])("into a %s", (_kind, create) => {
  let pool: Executor;
  beforeAll(() => {
    pool = create();
  });
  afterAll(() => pool.close());

  describe.each(Object.entries(crossing))("%s", (_title, { declarations, imports, result }) => {
    test("as the kernel compiles it", async () => {
      notebook = new Notebook();
      for (const [name, [module, exported]] of Object.entries(imports ?? {})) {
        const namespace = await import(module);
        notebook.import(name, module, exported, exported === "*" ? namespace : namespace[exported]);
      }
      expect(await pool.run(notebook.run(declarations))).toEqual(result);
    });

    test("as it is typed", async () => {
      expect(await pool.run(await typed(declarations, imports))).toEqual(result);
    });
  });

  test("what is edited and declared again is what crosses next", async () => {
    notebook = new Notebook();
    notebook.run({ factor: "2" });
    notebook.run({ scale: "(n) => n * factor" });
    const run = notebook.run({ run: "() => scale(10)" });
    expect(await pool.run(run)).toBe(20);
    notebook.run({ factor: "3" });
    expect(await pool.run(run)).toBe(30);
    notebook.run({ scale: "(n) => n + factor" });
    expect(await pool.run(run)).toBe(13);
    notebook.run({ factor: "2" });
    expect(await pool.run(run)).toBe(12);
  });

  test("what two functions share is made once in a worker", async () => {
    notebook = new Notebook();
    const counter =
      "class { static #made = 0; constructor() { Counter.#made++; } static get made() { return Counter.#made; } }";
    notebook.run({ Tally: counter.replace("class", "class Counter") });
    const first = notebook.run({ first: "() => { new Tally(); return Tally.made; }" });
    const second = notebook.run({ second: "() => { new Tally(); return Tally.made; }" });
    expect(await pool.run(first)).toBe(1);
    expect(await pool.run(second)).toBe(2);
    expect(await pool.run(first)).toBe(3);
  });

  test("a function that the notebook has imported crosses as an import", async () => {
    notebook = new Notebook();
    const { sep, posix } = await import("node:path");
    expect(sep).toBe("/");
    notebook.import("join", "node:path", "join", posix.join);
    expect(await pool.run(posix.join, "a", "b")).toBe("a/b");
  });

  test("an error of a class of the notebook arrives as one of that class", async () => {
    notebook = new Notebook();
    const run = notebook.run({
      ValueError: "class extends RangeError { limit = 3 }",
      fail: "() => { throw new ValueError('too much', { cause: new ValueError('why') }); }",
      run: "() => fail()",
    });
    const ValueError = notebook.lookup("ValueError")?.value as typeof Error;
    const error = await pool.run(run).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValueError);
    expect(error).toMatchObject({ message: "too much", limit: 3 });
    expect((error as Error).cause).toBeInstanceOf(ValueError);
  });
});

describe("what does not cross is refused by name, with its cell and what to do", () => {
  const refusal = (fn: (...args: never[]) => unknown) => {
    try {
      describeForWorker(fn);
      return "none";
    } catch (error) {
      return (error as Error).message;
    }
  };
  beforeEach(() => {
    notebook = new Notebook();
  });

  test("a variable that may change", () => {
    notebook.let("factor", 2);
    expect(refusal(notebook.run({ scale: "(n) => n * factor" }))).toBe(
      "Cannot run scale in a worker as `factor` (cell 1) is a `let` variable, and state does not cross: pass it as an argument",
    );
    expect(refusal(notebook.run({ set: "() => { factor = 1; }" }))).toContain("`factor` (cell 1)");
    notebook.let("strategy", () => 1);
    expect(refusal(notebook.run({ run: "() => strategy()" }))).toBe(
      "Cannot run run in a worker as `strategy` (cell 4) is a `let` variable, and state does not cross: declare it by `const`",
    );
  });

  test("an object, also where a function uses it that the first one calls", () => {
    notebook.run({ config: "({ limit: 3 })", rows: "[1]", kind: "Symbol('kind')" });
    notebook.run({ check: "(n) => n < config.limit" });
    expect(refusal(notebook.run({ run: "() => check(1)" }))).toBe(
      "Cannot run run in a worker as `config` (cell 1), which check uses, is an object, and state does not cross: pass it as an argument",
    );
    expect(refusal(notebook.run({ run: "() => rows" }))).toContain("`rows` (cell 1) is an array");
    expect(refusal(notebook.run({ run: "() => kind" }))).toContain("`kind` (cell 1) is a symbol");
  });

  test("native and bound functions, and methods", () => {
    notebook.run({ round: "Math.round", add: "((a, b) => a + b).bind(null, 1)" });
    notebook.run({ read: "({ m() { return 1; } }).m" });
    expect(refusal(notebook.run({ run: "() => round(1.5)" }))).toBe(
      "Cannot run run in a worker as `round` (cell 1) is a native or bound function: wrap it in one of your own",
    );
    expect(refusal(notebook.run({ run: "() => add(1)" }))).toContain("`add` (cell 1) is a native");
    expect(refusal(notebook.run({ run: "() => read()" }))).toBe(
      "Cannot run run in a worker as `read` (cell 2) is a method: use a function that takes the object as an argument",
    );
  });

  test("a captured variable, also where the notebook has one of that name", () => {
    notebook.run({ factor: "2", helper: "() => 'of the notebook'" });
    notebook.run({ times: "((k) => (n) => n * k)(3)" });
    expect(refusal(notebook.run({ run: "() => times(2)" }))).toBe(
      "Cannot run run in a worker as `k`, which times uses, is not inside of it: pass it as an argument, " +
        "import it inside by `await import(…)`, or move the function to a file in lib/workers/",
    );
    // As the compiler leaves what is shadowed.
    const closure = new Function("const helper = () => 'captured'; return () => helper()")();
    expect(refusal(closure)).toContain("`helper` is not inside of it");
  });

  test("what the notebook does not have", () => {
    notebook.run({ later: "0" });
    const run = notebook.run({ run: "() => later" });
    notebook.delete("later");
    expect(refusal(run)).toBe(
      "Cannot run run in a worker as `later` is not there: run the cell that declares it",
    );
  });

  test("the `this` around an arrow function", () => {
    const pool = {
      count: 1,
      worker() {
        return () => [1].map(() => this.count);
      },
    };
    expect(refusal(pool.worker())).toBe(
      "Cannot run an anonymous function in a worker as `this` is not inside of it: pass what you need of it as an argument",
    );
    // biome-ignore lint/complexity/noStaticOnlyClass: what is its own is what is tested
    class Own {
      static make = () => {
        class Inner {
          field = this;
          static {
            // biome-ignore lint/complexity/noThisInStatic: as above
            this.name;
          }
          method = () => this;
        }
        return [
          new Inner(),
          function (this: unknown) {
            return this;
          },
        ].length;
      };
    }
    expect(refusal(Own.make)).toBe("none");
  });
});

test("a captured variable that is named like a global is not taken for the global", () => {
  const make = (performance: number) => () => performance * 10;
  expect(() => describeForWorker(make(0.9))).toThrow("`performance` is not inside of it");
  const local = (() => {
    const Buffer = [1];
    return function inner() {
      return () => Buffer.length;
    };
  })();
  expect(() => describeForWorker(local())).toThrow("`Buffer` is not inside of it");
  expect(() =>
    describeForWorker(() => performance.now() + Buffer.length + process.pid),
  ).not.toThrow();
});

test("a function is read once, and asks for its names at each call", () => {
  notebook = new Notebook();
  const run = notebook.run({ half: "(n) => n / 2", run: "(n) => half(n) + Math.min(n, 0)" });
  const lookup = vi.spyOn(notebook, "lookup");
  const first = describeForWorker(run);
  lookup.mockClear();
  expect(describeForWorker(run)).toBe(first);
  expect(lookup.mock.calls.flat()).toEqual(["half", "Math"]);
  notebook.run({ half: "(n) => n / 3" });
  expect(describeForWorker(run)).not.toBe(first);
});
