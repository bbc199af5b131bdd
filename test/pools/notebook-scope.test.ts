// What a function of a cell takes along into a worker, and what stays.

import { type Executor, ProcessPool, ThreadPool } from "concurrency-lab";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
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
