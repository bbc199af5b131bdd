import { expect, test } from "vitest";
import { findUncloneable } from "../../lib/pools/uncloneable.ts";

const circle: Record<string, unknown> = { name: "circle" };
circle.self = circle;

test.each([
  ["a primitive", 1n],
  ["plain data", { rows: [1, "two", null, undefined, { deep: true }] }],
  ["a typed array", Float64Array.of(1, 2)],
  ["a shared buffer", new SharedArrayBuffer(8)],
  ["built-in objects", [new Date(0), /x/, new Map([[1, new Set([2])]]), new Error("x")]],
  ["a circle", circle],
])("%s can be cloned, as structuredClone agrees", (_title, value) => {
  expect(findUncloneable(value)).toBeUndefined();
  expect(() => structuredClone(value)).not.toThrow();
});

test.each([
  [() => 1, "", "a function"],
  [{ a: { b: [0, Symbol("s")] } }, ".a.b[1]", "a symbol"],
  [{ later: Promise.resolve() }, ".later", "a promise"],
  [new Map([["key", () => 1]]), ".get(key)", "a function"],
  [new Set([() => 1]), ".values()", "a function"],
  [[new WeakMap()], "[0]", "a weak reference"],
  [{ p: new Proxy({}, {}) }, ".p", "a Proxy"],
  [new Map([[Object.create(null), () => 1]]), ".get(…)", "a function"],
])("%o cannot, at %s", (value, path, kind) => {
  expect(findUncloneable(value)).toEqual({ path, kind });
  expect(() => structuredClone(value)).toThrow();
});

test("a getter that throws is named, and one of a tag does no harm", () => {
  const throws = () => {
    throw new Error("no");
  };
  const bad = Object.defineProperty({}, "bad", { get: throws, enumerable: true });
  expect(findUncloneable(bad)).toEqual({ path: ".bad", kind: "a getter that throws" });
  const tagged = Object.defineProperty({ f: throws }, Symbol.toStringTag, { get: throws });
  expect(findUncloneable(tagged)).toEqual({ path: ".f", kind: "a function" });
});

test("what moves is not asked about", () => {
  const { port1, port2 } = new MessageChannel();
  expect(findUncloneable([{ port1 }])).toMatchObject({ path: "[0].port1" });
  expect(findUncloneable([{ port1 }], { transfer: [port1] })).toBeUndefined();
  port1.close();
  port2.close();
});

test("only a thread can be sent what is of Node's own kinds", () => {
  const blob = new Blob(["text"]);
  expect(findUncloneable(blob)).toBeUndefined();
  expect(findUncloneable([blob], { isShared: false })).toEqual({
    path: "[0]",
    kind: "of the kind [object Blob]",
  });
  class Tagged {
    [Symbol.toStringTag] = "Tagged";
  }
  expect(findUncloneable(new Tagged(), { isShared: false })).toBeUndefined();
});

test.each<[string, (inner: unknown) => unknown, string]>([
  ["lists", (inner) => ({ next: inner }), ".next.next.next"],
  ["arrays", (inner) => [0, inner], "[1][1][1]"],
  ["maps", (inner) => new Map([["k", inner]]), ".get(k).get(k)"],
  ["causes", (inner) => new Error("x", { cause: inner }), ".cause.cause"],
])("%s are refused only where they are nested too far to be read", (_title, wrap, start) => {
  const nest = (levels: number) => {
    let value: unknown = 1;
    for (let n = 0; n < levels; n++) value = wrap(value);
    return value;
  };
  expect(findUncloneable(nest(1_000))).toBeUndefined();
  expect(() => structuredClone(nest(1_000))).not.toThrow();
  const found = findUncloneable(nest(100_000));
  expect(found?.kind).toMatch(/^nested more than 1,000 levels deep/);
  expect(found?.path).toMatch(/…$/);
  expect(found?.path.startsWith(start)).toBe(true);
});
