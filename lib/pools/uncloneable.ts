import { types } from "node:util";

/** What structured clone refuses, and where it is. */
export interface Uncloneable {
  /** Such as `.callbacks[2]`; empty if it is the value itself. */
  readonly path: string;
  /** Such as `a function`. */
  readonly kind: string;
}

/**
 * Finds the first part of `value` that structured clone would refuse. `undefined` means that it
 * can be cloned.
 *
 * To ask before sending costs less than it seems: a worker that tries to send such a value dies
 * of it.
 *
 * @example
 * ```ts
 * findUncloneable({ rows: [1, 2], log: console.log }); // { path: ".log", kind: "a function" }
 * ```
 */
export function findUncloneable(value: unknown): Uncloneable | undefined {
  return search(value, "", new Set());
}

function search(value: unknown, path: string, seen: Set<object>): Uncloneable | undefined {
  if (typeof value === "function") return { path, kind: "a function" };
  if (typeof value === "symbol") return { path, kind: "a symbol" };
  if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
  seen.add(value);
  if (types.isProxy(value)) return { path, kind: "a Proxy" };
  if (types.isPromise(value)) return { path, kind: "a promise" };
  if (types.isGeneratorObject(value)) return { path, kind: "a generator" };
  if (types.isWeakMap(value) || types.isWeakSet(value) || value instanceof WeakRef) {
    return { path, kind: "a weak reference" };
  }
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return undefined;
  for (const [key, part] of parts(value)) {
    // Most parts of large data are numbers: they are not worth a call.
    if (typeof part === "number" || typeof part === "string") continue;
    const found = search(part, path + key, seen);
    if (found) return found;
  }
  return undefined;
}

function* parts(value: object): Iterable<[key: string, part: unknown]> {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) yield [`[${i}]`, value[i]];
  } else if (value instanceof Map) {
    for (const [key, item] of value) {
      yield [".keys()", key];
      yield [`.get(${String(key)})`, item];
    }
  } else if (value instanceof Set) {
    for (const item of value) yield [".values()", item];
  } else {
    for (const [key, item] of Object.entries(value)) yield [`.${key}`, item];
  }
}
