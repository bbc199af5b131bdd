import { expect, test } from "vitest";
import { cutAnswer } from "../../grading/cut.ts";

const cases: readonly (readonly [title: string, answer: string, homework?: string])[] = [
  [
    "a function keeps its comment, its signature and its types",
    `/** Adds. */
async function add(a: number, b: number): Promise<number> {
  if (a > b) {
    return b + a;
  }
  return a + b;
}`,
    `/** Adds. */
async function add(a: number, b: number): Promise<number> {
  throw new Error("Not written yet: add");
}`,
  ],
  [
    "functions that are values, with a block or an expression, and what stands beside them",
    `import { sum } from "d3-array";
type Pair = readonly [number, number];
const limit = 3;
const f = (x: number): Pair => ([x, 1]), g = function* () { yield 1; };
const half = (x: number) =>
  x / 2;`,
    `import { sum } from "d3-array";
type Pair = readonly [number, number];
const limit = 3;
const f = (x: number): Pair => {
  throw new Error("Not written yet: f");
}, g = function* () {
  throw new Error("Not written yet: g");
};
const half = (x: number) => {
  throw new Error("Not written yet: half");
};`,
  ],
  [
    "a class keeps its public members, and loses the private ones with their comments",
    `/** Counts. */
class Counter<T> extends Set<T> {
  /** How many. */
  count = 0;
  readonly größe: number;
  /** A secret. */
  readonly #now: () => number;
  // Another one, not a private matter.
  private last: T | undefined;

  /** @param now  a clock */
  constructor({ now }: { now: () => number }) {
    super();
    this.#now = now;
    this.größe = 1;
  }

  get state(): "on" | "off" {
    return this.#isOn() ? "on" : "off";
  }

  #isOn() {
    return true;
  }

  static of = <T>(value: T) => new Counter<T>({ now: () => 0 }).add(value);

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    yield* this;
  }
}`,
    `/** Counts. */
class Counter<T> extends Set<T> {
  /** How many. */
  count = 0;
  readonly größe: number;

  /** @param now  a clock */
  constructor({ now }: { now: () => number }) {
    super();
    throw new Error("Not written yet: Counter.constructor");
  }

  get state(): "on" | "off" {
    throw new Error("Not written yet: Counter.state");
  }

  static of = <T>(value: T) => {
    throw new Error("Not written yet: Counter.of");
  };

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    throw new Error("Not written yet: Counter.Symbol.asyncIterator");
  }
}`,
  ],
  [
    "marked parts, at the top and in a function that keeps the rest",
    `const given = 1;
// BEGIN SOLUTION
const [first, { last }] = [given, { last: 2 }];
console.log(first, last);
// END SOLUTION
function main() {
  const pool = open();
  // BEGIN SOLUTION
  pool.use();
  // END SOLUTION
  pool.close();
}`,
    `const given = 1;
throw new Error("Not written yet: first, last");
function main() {
  const pool = open();
  throw new Error("Not written yet: main");
  pool.close();
}`,
  ],
  ["what has no body stays", "const limits = { a: () => 1 };\nlet x = 1;"],
];

test.for(cases)("%s", ([, answer, homework = answer]) => {
  expect(cutAnswer(answer)).toBe(homework);
  // Once more changes nothing, unless the rest of a body stands.
  if (!answer.includes("BEGIN")) expect(cutAnswer(homework)).toBe(homework);
});

test("a cell that cannot be parsed is refused", () => {
  expect(() => cutAnswer("function {")).toThrow(SyntaxError);
  expect(() => cutAnswer("enum A { B }")).toThrow();
});
