import { inspect } from "node:util";
import { checkTimeout } from "../timing/check-duration.ts";
import type { ExecutorOptions, RunArguments, RunOptions, TaskFunction } from "./executor.ts";
import { interruption } from "./interruption.ts";
import type { RunRequest } from "./workers.ts";

/** An executor's options, with what they are by default. */
export type CheckedOptions = Required<Omit<ExecutorOptions, "onTask">> &
  Pick<ExecutorOptions, "onTask">;

/**
 * @param kind  the executor's class in messages
 * @throws {RangeError | TypeError} if one of them is not what it must be
 */
export function readOptions(kind: string, options: ExecutorOptions): CheckedOptions {
  const { name = kind, maxQueue = Infinity, whenFull = "wait", onTask } = options;
  if (!(maxQueue >= 0) || (maxQueue < Infinity && !Number.isInteger(maxQueue))) {
    throw new RangeError(
      `Cannot create ${kind} as \`maxQueue\` must be a non-negative integer, or Infinity: received ${inspect(maxQueue)}`,
    );
  }
  if (whenFull !== "wait" && whenFull !== "reject") {
    throw new TypeError(
      `Cannot create ${kind} as \`whenFull\` must be "wait" or "reject": received ${inspect(whenFull)}`,
    );
  }
  return { name, maxQueue, whenFull, ...(onTask && { onTask }) };
}

/**
 * Tells the two forms of `run` apart.
 *
 * @throws {RangeError | TypeError} if it is neither
 */
export function readRequest(kind: string, argumentsOfRun: RunArguments): RunRequest {
  const [first, second] = argumentsOfRun;
  if (typeof first === "function") {
    return { options: {}, fn: first, args: argumentsOfRun.slice(1) };
  }
  if (typeof first !== "object" || first === null || typeof second !== "function") {
    throw new TypeError(
      `Cannot run in this ${kind} as \`fn\` must be a function: received ${inspect(first)}`,
    );
  }
  for (const key of ["timeoutMs", "runTimeoutMs"] as const) {
    if (first[key] !== undefined) checkTimeout(`run in this ${kind}`, key, first[key]);
  }
  return { options: first, fn: second as TaskFunction, args: argumentsOfRun.slice(2) };
}

const none: readonly AbortSignal[] = [];

/** What cancels a task: its own signal, and that of the cell which asks for it. */
export function signalsOf({ signal }: RunOptions): readonly AbortSignal[] {
  const ofHost = interruption();
  if (signal) return ofHost ? [signal, ofHost] : [signal];
  return ofHost ? [ofHost] : none;
}
