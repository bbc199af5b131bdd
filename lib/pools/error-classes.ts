// The classes of errors that arrive as themselves: an error is sent with the name of its class.

import { AssertionError } from "node:assert";
import { CircuitOpenError } from "../breakers/circuit-open-error.ts";
import { QueueClosedError } from "../queues/queue-closed-error.ts";
import { TimeoutError } from "../timing/timeout-error.ts";
import { QueueFullError } from "./queue-full-error.ts";
import { WorkerDiedError } from "./worker-died-error.ts";

type ErrorClass = { readonly name: string; readonly prototype: object };

const builtIn = [
  Error,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  AssertionError,
];
const own = [CircuitOpenError, QueueClosedError, QueueFullError, TimeoutError, WorkerDiedError];

const known = new Map<string, ErrorClass>([...own, ...builtIn].map((one) => [one.name, one]));

/** Adds the error classes among what a worker module exports; a name that is known stays as it is. */
export function learnErrorClasses(values: readonly unknown[]): void {
  for (const value of values) {
    if (isErrorClass(value) && !known.has(value.name)) known.set(value.name, value);
  }
}

/** The class of a name, of those that are known so far. */
export function errorClassOf(name: string): ErrorClass | undefined {
  return known.get(name);
}

/** Whether it is `Error` or extends it: that of another realm, as a cell's may be, has its name. */
export function isErrorClass(value: unknown): value is ErrorClass {
  if (typeof value !== "function") return false;
  return value.name === "Error" || isErrorClass(Object.getPrototypeOf(value));
}
