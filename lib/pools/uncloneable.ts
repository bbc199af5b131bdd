import { types } from "node:util";

/** What structured clone refuses, and where it is. */
export interface Uncloneable {
  /** Such as `.callbacks[2]`; empty if it is the value itself. */
  readonly path: string;
  /** Such as `a function`. */
  readonly kind: string;
}

/** Where the value is to go. */
export interface Destination {
  /**
   * Whether it shares memory with us, as a thread does and a process does not.
   *
   * @default true
   */
  readonly isShared?: boolean;
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
export function findUncloneable(
  value: unknown,
  { isShared = true }: Destination = {},
): Uncloneable | undefined {
  // The most common results are not worth a search.
  if (typeof value === "number" || typeof value === "string" || value === undefined)
    return undefined;
  return search(value, "", isShared, new Set());
}

function search(
  value: unknown,
  path: string,
  isShared: boolean,
  seen: Set<object>,
): Uncloneable | undefined {
  if (typeof value === "function") return { path, kind: "a function" };
  if (typeof value === "symbol") return { path, kind: "a symbol" };
  if (typeof value !== "object" || value === null || seen.has(value)) return undefined;
  seen.add(value);
  const kind = refusedKind(value, isShared);
  if (kind) return { path, kind };
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return undefined;
  for (const [key, part] of parts(value)) {
    // Most parts of large data are numbers: they are not worth a call.
    if (typeof part === "number" || typeof part === "string") continue;
    const found = search(part, path + key, isShared, seen);
    if (found) return found;
  }
  return undefined;
}

/** What it is, if it cannot be cloned for what it is itself. */
function refusedKind(value: object, isShared: boolean): string | undefined {
  if (types.isProxy(value)) return "a Proxy";
  if (types.isPromise(value)) return "a promise";
  if (types.isGeneratorObject(value)) return "a generator";
  if (types.isWeakMap(value) || types.isWeakSet(value) || value instanceof WeakRef) {
    return "a weak reference";
  }
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value;
  if (!isShared && types.isSharedArrayBuffer(buffer)) {
    return "a SharedArrayBuffer, which no other process can share";
  }
  if (isPlain(value) || types.isNativeError(value)) return undefined;
  return isCloned(value) ? undefined : `of the kind ${Object.prototype.toString.call(value)}`;
}

function isPlain(value: object): boolean {
  return Array.isArray(value) || Object.prototype.toString.call(value) === "[object Object]";
}

/** Whether something of a kind of its own, such as an iterator or a port, can be cloned. */
function isCloned(value: object): boolean {
  if (ArrayBuffer.isView(value) || types.isMap(value) || types.isSet(value)) return true;
  if (types.isAnyArrayBuffer(value)) return true;
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
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
  } else if (types.isNativeError(value)) {
    // Of its own properties, no other one is cloned.
    if ("cause" in value) yield [".cause", value.cause];
  } else {
    for (const [key, item] of Object.entries(value)) yield [`.${key}`, item];
  }
}
