// What may cross into a worker, and what is refused, with the reason.

import { join } from "node:path";
import { analyzeRequest, type Executor, ProcessPool, ThreadPool } from "concurrency-lab";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runTask } from "../../lib/pools/worker/run-task.ts";

const outside = 3;
const fibonacci = (n: number): number => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));

const crossing: [string, unknown, (...args: never[]) => unknown, ...unknown[]][] = [
  ["an arrow function", 3, (a: number, b: number) => a + b, 1, 2],
  ["an asynchronous function", 3, async (a: number, b: number) => a + b, 1, 2],
  [
    "a function expression",
    6,
    ((...numbers: number[]) => numbers.reduce((sum, n) => sum + n, 0)) as never,
    1,
    2,
    3,
  ],
  ["an arrow function that calls itself", 55, fibonacci, 10],
  [
    "a function that calls itself",
    120,
    function factorial(n: number): number {
      return n < 2 ? 1 : n * factorial(n - 1);
    } as never,
    5,
  ],
  [
    "one with functions and shadows inside",
    4,
    (outside: number) => [outside].map((n) => n + 1)[0],
    3,
  ],
  ["one that asks whether a name is there", "undefined", () => typeof outsideOfNode],
  [
    "one with a label, a default, and a pattern",
    2,
    (({ a = 1 }: { readonly a?: number } = {}) => {
      outer: for (;;) for (;;) break outer;
      return a + 1;
    }) as never,
  ],
  ["one that imports inside", "a/b", async () => (await import("node:path")).join("a", "b")],
  [
    "one with the globals of Node",
    5,
    () => Buffer.from("hello").length + Math.min(0, performance.now()),
  ],
];
declare const outsideOfNode: unknown;

const counter = {
  count: 1,
  method() {
    return this.count;
  },
};

const refused: [string, (...args: never[]) => unknown, string][] = [
  ["a closure", () => outside + 1, "`outside` is not inside of it: pass it as an argument"],
  ["one that changes what is around it", () => counter.count++, "`counter` is not inside of it"],
  ["one that uses an import", () => join("a", "b"), "`join` is not inside of it"],
  ["a method", counter.method, "it is a method: use a function that takes the object"],
  ["a native function", Math.hypot, "it is a native or bound function: wrap it in one of your own"],
  ["a bound function", fibonacci.bind(null, 3), "it is a native or bound function"],
  ["a class", class Thing {} as never, "it is a class"],
];

describe.each([
  ["ThreadPool", () => new ThreadPool({ maxWorkers: 1 })],
  ["ProcessPool", () => new ProcessPool({ maxWorkers: 1 })],
])("into a %s", (_kind, create) => {
  let pool: Executor;
  beforeAll(() => {
    pool = create();
  });
  afterAll(() => pool.close());

  test.each(crossing)("%s crosses", async (_title, result, fn, ...args) => {
    expect(await pool.run(fn, ...(args as never[]))).toEqual(result);
  });

  test.each(refused)("%s is refused, before it is sent", async (_title, fn, reason) => {
    const { failed } = pool.counts;
    const error = await pool.run(fn).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect((error as Error).message).toContain(" in a worker as ");
    expect((error as Error).message).toContain(reason);
    expect(pool.counts).toMatchObject({ failed: failed + 1, replaced: 0 });
  });

  test("all that is missing is named, as a cell's compiler writes it", async () => {
    const asInACell = new Function(
      "return () => (0, node_path_1.join)(base, p_limit_1.default, exports.rate)",
    )();
    await expect(pool.run(asInACell)).rejects.toThrow(
      "as `join`, `base`, `p_limit`, `rate` are not inside of it: pass each as an argument, import it inside by `await import(…)`, or move the function to a file in lib/workers/",
    );
  });

  test("an import inside of a cell's function, as its compiler writes it", async () => {
    const asInACell = new Function(
      "return () => Promise.resolve().then(() => __importStar(require('node:path'))).then((path) => path.join('a', 'b'))",
    )();
    expect(await pool.run(asInACell)).toBe("a/b");
  });

  test("an exported function crosses by its name, with all its module around it", async () => {
    const renamed = analyzeRequest;
    expect(await pool.run(renamed, { requestId: 1, values: [4] })).toMatchObject({ mean: 4 });
  });

  test("an edited function is another function", async () => {
    const typed = (text: string) => new Function(`return ${text}`)();
    expect(await pool.run(typed("() => 1"))).toBe(1);
    expect(await pool.run(typed("() => 2"))).toBe(2);
  });

  test.each<[string, () => unknown, string]>([
    ["an iterator", () => [1].values(), "result is of the kind [object Array Iterator]"],
    ["a formatter", () => ({ n: new Intl.NumberFormat() }), "result.n is of the kind"],
    ["a generator", () => (function* () {})(), "result is a generator"],
    ["a weak reference", () => [new WeakRef({})], "result[0] is a weak reference"],
    ["a function", () => () => 1, "result is a function"],
  ])("%s as a result is refused, and costs no worker", async (_title, fn, reason) => {
    await expect(pool.run(fn)).rejects.toThrow(reason);
    expect(pool.counts.replaced).toBe(0);
  });
});

test("a worker module that does not load is that call's error", async () => {
  const target = { module: new URL("nowhere.ts", import.meta.url).href, name: "work" };
  const outcome = await runTask([target, []]);
  expect(outcome.slice(0, 2)).toEqual([
    false,
    expect.objectContaining({ message: expect.stringContaining("Cannot find module") }),
  ]);
});
