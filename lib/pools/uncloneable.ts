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
  /** What moves there, and is not cloned. */
  readonly transfer?: readonly unknown[] | undefined;
  /** Gathers the Buffers on the way: a thread takes them for plain Uint8Arrays. */
  readonly buffers?: Uint8Array[];
}

/**
 * How far a value may be nested. V8 goes down its stack for each level, on a main thread for some
 * 1,600 of them: what is nested further cannot be read there, and nobody is told.
 */
const maxLevels = 1_000;

/** Stands for what a getter did not give. */
const unreadable = Symbol("a getter that throws");

/** An object on the way down, and which of its parts is next. */
interface Level {
  readonly parts: ArrayLike<unknown>;
  readonly nameAt: (place: number) => string;
  next: number;
}

/**
 * Finds the first part of `value` that structured clone would refuse, or that is nested too far.
 * `undefined` means that it can be cloned.
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
  destination: Destination = {},
): Uncloneable | undefined {
  // The most common results are not worth a search.
  if (isEasy(value) || (Array.isArray(value) && value.every(isEasy))) return undefined;
  const levels: Level[] = [levelOf("", [value])];
  const seen = new Set<object>();
  for (let level = levels[0]; level; level = levels.at(-1)) {
    const { parts } = level;
    // Most parts of large data are numbers: they are not worth a call.
    while (level.next < parts.length && isEasy(parts[level.next])) level.next++;
    if (level.next === parts.length) {
      levels.pop();
      continue;
    }
    const part = parts[level.next++];
    const kind = refusedKind(part, destination) ?? (levels.length > maxLevels && tooDeep);
    if (kind) return { path: pathOf(levels), kind };
    if (typeof part === "object" && part !== null && !seen.has(part)) {
      seen.add(part);
      if (Buffer.isBuffer(part)) destination.buffers?.push(part);
      const below = open(part);
      if (below) levels.push(below);
    }
  }
  return undefined;
}

const tooDeep = `nested more than ${maxLevels.toLocaleString("en")} levels deep: send it in a flat form`;

function isEasy(value: unknown): boolean {
  return typeof value === "number" || typeof value === "string" || value === undefined;
}

/** What it is, if it cannot be cloned for what it is itself. */
function refusedKind(value: unknown, { isShared = true, transfer }: Destination) {
  if (value === unreadable) return unreadable.description;
  if (typeof value === "function") return "a function";
  if (typeof value === "symbol") return "a symbol";
  if (typeof value !== "object" || value === null || transfer?.includes(value)) return undefined;
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
  return isCloned(value, isShared) ? undefined : `of the kind ${tagOf(value)}`;
}

/** Whether an object can be cloned, its parts apart. */
function isCloned(value: object, isShared: boolean): boolean {
  if (Array.isArray(value) || types.isMap(value) || types.isSet(value)) return true;
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return true;
  if (types.isDate(value) || types.isRegExp(value) || types.isNativeError(value)) return true;
  if (tagOf(value) === "[object Object]") return true;
  // Something of a kind of its own, such as an iterator, a port, or a class with a tag.
  try {
    const clone = structuredClone(value);
    return isShared || Object.getPrototypeOf(clone) === Object.prototype;
  } catch {
    return false;
  }
}

function tagOf(value: object): string {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    return "[object Object]";
  }
}

/** The parts of an object, if it may have any. */
function open(value: object): Level | undefined {
  if (Array.isArray(value)) return levelOf((place) => `[${place}]`, value);
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return undefined;
  if (types.isMap(value)) {
    const keysAndItems = [...value].flat();
    const keyOf = (place: number) => showKey(keysAndItems[place - 1]);
    return levelOf((n) => (n % 2 === 0 ? ".keys()" : `.get(${keyOf(n)})`), keysAndItems);
  }
  if (types.isSet(value)) return levelOf(".values()", [...value]);
  if (types.isNativeError(value)) {
    // Of its own properties, no other one is cloned.
    return "cause" in value ? levelOf(".cause", [value.cause]) : undefined;
  }
  const keys = Object.keys(value);
  return levelOf(
    (place) => `.${keys[place]}`,
    keys.map((key) => read(value, key)),
  );
}

function levelOf(name: string | Level["nameAt"], parts: ArrayLike<unknown>): Level {
  return { parts, nameAt: typeof name === "string" ? () => name : name, next: 0 };
}

function read(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key];
  } catch {
    return unreadable;
  }
}

/** Objects can refuse to be text. */
function showKey(key: unknown): string {
  return typeof key === "object" && key !== null ? "…" : String(key);
}

/** Where the parts are that are being looked at: of a long way, the beginning. */
function pathOf(levels: readonly Level[]): string {
  const names = levels.slice(0, 12).map(({ nameAt, next }) => nameAt(next - 1));
  return names.join("") + (levels.length > 12 ? "…" : "");
}
