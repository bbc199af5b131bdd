import { inspect } from "node:util";
import { findUncloneable } from "./uncloneable.ts";

/** What a worker sends instead of what its function threw. */
export type EncodedError =
  | { readonly kind: "value"; readonly value: unknown }
  | {
      readonly kind: "error";
      readonly className: string;
      readonly message: string;
      readonly stack: string | undefined;
      readonly properties: Readonly<Record<string, unknown>>;
      readonly cause?: EncodedError;
      readonly errors?: readonly EncodedError[];
    };

const classes: Readonly<Record<string, { readonly prototype: object }>> = {
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

/**
 * Turns whatever was thrown into something that structured clone carries whole. Structured clone
 * alone drops an error's own properties and `AggregateError.errors`, and turns an error of an
 * unknown class into a plain `Error`.
 *
 * A property that cannot be cloned is carried as its `util.inspect` text.
 */
export function encodeError(thrown: unknown): EncodedError {
  return encode(thrown, new Set());
}

/** Builds what `encodeError` was given: its class if it is a built-in one, else an `Error` of that name. */
export function decodeError(encoded: EncodedError): unknown {
  if (encoded.kind === "value") return encoded.value;
  const { className, message, stack, properties, cause, errors } = encoded;
  const error = new Error(message);
  const known = classes[className];
  if (known) Object.setPrototypeOf(error, known.prototype);
  else hidden(error, "name", className);
  hidden(error, "stack", stack);
  if (cause) hidden(error, "cause", decodeError(cause));
  if (errors) hidden(error, "errors", errors.map(decodeError));
  return Object.assign(error, properties);
}

function encode(thrown: unknown, seen: Set<unknown>): EncodedError {
  if (!(thrown instanceof Error)) return { kind: "value", value: cloneable(thrown) };
  if (seen.has(thrown)) return { kind: "value", value: `[Circular ${thrown.name}]` };
  const path = new Set(seen).add(thrown);
  const { cause, errors } = thrown as { cause?: unknown; errors?: unknown };
  const properties = Object.entries(thrown)
    .filter(([key]) => key !== "cause" && key !== "errors")
    .map(([key, value]) => [key, cloneable(value)]);
  return {
    kind: "error",
    className: thrown.constructor.name in classes ? thrown.constructor.name : thrown.name,
    message: thrown.message,
    stack: thrown.stack,
    properties: Object.fromEntries(properties),
    ...("cause" in thrown && { cause: encode(cause, path) }),
    ...(Array.isArray(errors) && { errors: errors.map((error) => encode(error, path)) }),
  };
}

function cloneable(value: unknown): unknown {
  return findUncloneable(value) === undefined ? value : inspect(value);
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
