// What arrives, as argument and as result, wherever a function runs.

import { InlineExecutor, ProcessPool, ThreadPool } from "concurrency-lab";
import { afterAll, describe, expect, test } from "vitest";

const wide = Float64Array.of(1, 2, 3, 4);
const circle: { self?: unknown } = {};
circle.self = circle;
const sparse: unknown[] = [1];
sparse[2] = 2;

const alike: Record<string, unknown> = {
  "a Buffer, and one inside": [Buffer.from("hello"), new Map([["b", Buffer.from("x")]])],
  "typed arrays": [Uint8Array.of(1, 2), wide.subarray(1, 3), BigInt64Array.of(-1n)],
  "a map of any keys": new Map<unknown, unknown>([
    [{ a: 1 }, new Set([1n])],
    [Number.NaN, -0],
  ]),
  "a sparse array": sparse,
  "numbers of all kinds": [-0, Number.NaN, Infinity, 10n ** 30n],
  "dates and expressions": [new Date(5), new Date(Number.NaN), /x+/giu],
  "nothing, inside": { a: undefined, b: null },
  "text that is ill-formed": "\ud800",
  "a circle": circle,
  "an error and its causes": new RangeError("out", { cause: new TypeError("in") }),
  "errors with fields of their own": [
    { status: "failed", error: Object.assign(new RangeError("no"), { id: 7, at: [1] }) },
    Object.assign(new Error("named"), { name: "SeatError" }),
    new AggregateError([new TypeError("a"), Object.assign(new Error("b"), { n: 1 })], "all"),
  ],
  "why something was aborted": { reason: new DOMException("too late", "TimeoutError") },
  "a list of 900": Array.from({ length: 900 }).reduce((next) => ({ next }), null),
};

/** A pool gives plain data: classes and getters are of the side that made them. */
class Point {
  x = 1;
}
const plain: [title: string, value: unknown, arrives: unknown][] = [
  ["an instance loses its class", new Point(), { x: 1 }],
  [
    "a getter becomes its value",
    Object.defineProperty({}, "a", { get: () => 1, enumerable: true }),
    { a: 1 },
  ],
  ["a key that is a symbol stays", { a: 1, [Symbol("s")]: 2 }, { a: 1 }],
  [
    "an object without a prototype gets one",
    Object.assign(Object.create(null), { a: 1 }),
    { a: 1 },
  ],
  ["a key without a prototype, too", new Map([[Object.create(null), 1]]), new Map([[{}, 1]])],
];

const refused: [title: string, value: unknown, reason: string][] = [
  ["a function", [() => 1], "args[0][0] is a function"],
  [
    "a function under an odd key",
    new Map([[Object.create(null), () => 1]]),
    "args[0].get(…) is a function",
  ],
  [
    "a list of 3,000",
    Array.from({ length: 3_000 }).reduce((next) => ({ next }), null),
    "is nested more than 1,000 levels deep",
  ],
  [
    "a list of 100,000",
    Array.from({ length: 100_000 }).reduce((next) => ({ next }), null),
    "is nested more than 1,000 levels deep",
  ],
];

const identity = (value: unknown) => value;
const isBuffer = (value: unknown[]) => Buffer.isBuffer(value[0]);

const inline = new InlineExecutor();
const pools = {
  ThreadPool: new ThreadPool({ maxWorkers: 1 }),
  ProcessPool: new ProcessPool({ maxWorkers: 1 }),
};
afterAll(() => Promise.all([inline, ...Object.values(pools)].map((one) => one.close())));

test.each(Object.entries(alike))("%s: as it was", async (_title, value) => {
  expect(await inline.run(identity, value)).toBe(value);
  for (const pool of Object.values(pools)) {
    expect(await pool.run(identity, value)).toStrictEqual(value);
  }
});

test("a Buffer is one in the worker, too", async () => {
  for (const pool of Object.values(pools)) {
    expect(await pool.run(isBuffer, [Buffer.from("x")])).toBe(true);
    expect(await pool.run(isBuffer, [Uint8Array.of(1)])).toBe(false);
  }
});

describe.each(Object.entries(pools))("through a %s", (_kind, pool) => {
  // Titles only: to show a value, the test's runner would ask its getters.
  test.each(plain.map(([title], n) => [title, n] as const))("%s", async (_title, n) => {
    const [, value, arrives] = plain[n] as (typeof plain)[number];
    expect(await pool.run(identity, value)).toStrictEqual(arrives);
  });

  test.each(refused.map(([title], n) => [title, n] as const))(
    "%s is refused",
    async (_title, n) => {
      const [, value, reason] = refused[n] as (typeof refused)[number];
      await expect(pool.run(identity, value)).rejects.toThrow(reason);
      expect(await pool.run(identity, n)).toBe(n);
    },
  );

  test.each([3_000, 100_000])(
    "a list of %i nodes as a result, thrown, or as part of an error",
    async (nodes) => {
      type List = { next: List } | null;
      const make = (count: number, how: string) => {
        let list: List = null;
        for (let n = 0; n < count; n++) list = { next: list as never };
        if (how === "return") return list;
        if (how === "throw") throw list;
        let error = Object.assign(new Error("last"), { list });
        for (let n = 0; n < count; n++)
          error = Object.assign(new Error(`${n}`, { cause: error }), { list: null });
        throw how === "property" ? Object.assign(new Error("own"), { list }) : error;
      };
      const ended = (how: string) => pool.run(make, nodes, how).catch((thrown: unknown) => thrown);
      expect((await ended("return")) as Error).toMatchObject({
        message: expect.stringContaining(
          "Cannot return the result of make from its worker as result.next",
        ),
      });
      expect(await ended("throw")).toContain("next: {");
      expect(await ended("property")).toMatchObject({
        message: "own",
        list: expect.stringContaining("next: {"),
      });
      expect(await ended("causes")).toMatchObject({ message: `${nodes - 1}` });
      expect(pool.counts.replaced).toBe(0);
    },
  );
});
