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
])("%o cannot, at %s", (value, path, kind) => {
  expect(findUncloneable(value)).toEqual({ path, kind });
  expect(() => structuredClone(value)).toThrow();
});
