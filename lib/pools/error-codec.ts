import { inspect, types } from "node:util";
import { isFrame } from "./continue-stack.ts";
import { errorClassOf, isErrorClass } from "./error-classes.ts";
import { notebookScope } from "./notebook-scope.ts";
import { findUncloneable } from "./uncloneable.ts";
import { workerExports } from "./worker-modules.ts";

/** What a worker sends instead of what its function threw. */
export type EncodedError =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "error";
      readonly className: string;
      readonly name: string;
      readonly message: string;
      readonly stack: string;
      readonly properties: Readonly<Record<string, unknown>>;
      readonly cause?: EncodedError;
      readonly errors?: readonly EncodedError[];
    };

/** How long a chain of causes may be: what follows is carried as text. */
const maxCauses = 100;

/**
 * Turns whatever was thrown into something that structured clone carries whole. Structured clone
 * alone drops an error's own properties and `AggregateError.errors`, and turns an error of an
 * unknown class into a plain `Error`.
 *
 * A property that cannot be cloned is carried as its `util.inspect` text.
 *
 * @param options.below  the URL of the module whose frames, and all below them, are of no interest
 */
export function encodeError(
  thrown: unknown,
  { below }: { readonly below?: string } = {},
): EncodedError {
  return encode(thrown, below, new Set());
}

/**
 * Builds what `encodeError` was given, of the same class: one of the notebook's, a built-in one, one
 * of the library's, or one that a worker module exports. One of any other class becomes an `Error`
 * that bears its name.
 */
export function decodeError(encoded: EncodedError): unknown {
  if (encoded.kind === "value") return encoded.value;
  const { className, name, message, cause } = encoded;
  if (className === "DOMException") return new DOMException(message, name);
  const error = new Error(message);
  restoreError(error, encoded);
  if (cause) hidden(error, "cause", decodeError(cause));
  return error;
}

/** Gives an error the class, the stack and the properties that it had. */
export function restoreError(error: Error, encoded: EncodedError): void {
  if (encoded.kind === "value") return;
  const { className, name, message, stack, properties, errors } = encoded;
  const known = className === "DOMException" ? DOMException : classOf(className);
  if (known) Object.setPrototypeOf(error, known.prototype);
  // The getters of its class read what no other object can be given.
  if (known === DOMException) {
    const { code } = new DOMException(message, name);
    for (const [key, value] of Object.entries({ name, message, code })) hidden(error, key, value);
  }
  if (!("name" in properties) && error.name !== name) hidden(error, "name", name);
  hidden(error, "stack", stack && (notebookScope()?.typedStack?.(stack) ?? stack));
  if (errors) hidden(error, "errors", errors.map(decodeError));
  Object.assign(error, properties);
}

function encode(thrown: unknown, below: string | undefined, seen: Set<unknown>): EncodedError {
  if (!isError(thrown)) return { kind: "value", value: cloneable(thrown) };
  const name = textOf(thrown, "name");
  const message = textOf(thrown, "message");
  if (seen.has(thrown)) return { kind: "value", value: `[Circular ${name}]` };
  if (seen.size === maxCauses) return { kind: "value", value: `${name}: ${message}` };
  const path = new Set(seen).add(thrown);
  const cause = read(thrown, "cause");
  const errors = read(thrown, "errors");
  const errorClass = read(thrown, "constructor") as { readonly name?: unknown } | undefined;
  const properties = Object.keys(thrown)
    .filter((key) => key !== "cause" && key !== "errors")
    .map((key) => [key, cloneable(read(thrown, key))]);
  return {
    kind: "error",
    className: typeof errorClass?.name === "string" ? errorClass.name : name,
    name,
    message,
    stack: cut(textOf(thrown, "stack"), below),
    properties: Object.fromEntries(properties),
    ...("cause" in thrown && { cause: encode(cause, below, path) }),
    ...(Array.isArray(errors) && { errors: errors.map((error) => encode(error, below, path)) }),
  };
}

/** A stack without the frames from the first of `below` on. */
function cut(stack: string, below: string | undefined): string {
  if (below === undefined) return stack;
  const lines = stack.split("\n");
  const first = lines.findIndex((line) => isFrame(line) && line.includes(below));
  return lines.slice(0, first < 0 ? undefined : first).join("\n");
}

function classOf(name: string) {
  const ofNotebook = notebookScope()?.lookup(name)?.value;
  if (isErrorClass(ofNotebook)) return ofNotebook;
  const known = errorClassOf(name);
  if (known) return known;
  // It may be one of a worker module that has not been read yet.
  workerExports();
  return errorClassOf(name);
}

function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}

function read(error: Error, key: string): unknown {
  try {
    return (error as unknown as Record<string, unknown>)[key];
  } catch (thrown) {
    return `[Getter threw ${thrown}]`;
  }
}

/** One may have anything there instead of text. */
function textOf(error: Error, key: "name" | "message" | "stack"): string {
  const value = read(error, key);
  return typeof value === "string" ? value : inspect(value);
}

function cloneable(value: unknown): unknown {
  if (findUncloneable(value, { isShared: false }) === undefined) return value;
  try {
    return inspect(value);
  } catch {
    // It says in its own way what it is, and fails.
    return Object.prototype.toString.call(value);
  }
}

/** Like the properties that an error is born with, these are not shown a second time. */
function hidden(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, {
    value,
    configurable: true,
    writable: true,
    enumerable: false,
  });
}
