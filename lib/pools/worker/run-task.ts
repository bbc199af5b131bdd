// How a worker runs a task. It always answers, with a value or an error: whatever the
// function does, short of ending its worker, the worker lives on.

import { type Beside, besideOf, restore } from "../beside.ts";
import { type EncodedError, encodeError } from "../error-codec.ts";
import { machineNow } from "../machine-clock.ts";
import { type Destination, findUncloneable } from "../uncloneable.ts";
import type { WorkerFunction } from "../worker-function.ts";
import { compile } from "./compile.ts";
import { load } from "./load.ts";

/** A task as it is sent to a worker: an array, as that is cloned in less time than an object. */
export type TaskMessage = readonly [
  target: WorkerFunction,
  args: readonly unknown[],
  beside?: Beside,
];

/** What comes back, with the moments at which the function began and ended, by `machineNow`. */
export type OutcomeMessage =
  | readonly [isOk: true, value: unknown, startedMs: number, endedMs: number, beside?: Beside]
  | readonly [
      isOk: false,
      error: EncodedError,
      startedMs: number,
      endedMs: number,
      beside?: undefined,
    ];

type AnyFunction = (...args: readonly unknown[]) => unknown;

/** @param destination  where the result is to go */
export async function runTask(
  [target, args, sent]: TaskMessage,
  destination: Destination = {},
): Promise<OutcomeMessage> {
  const startedMs = machineNow();
  const changed: object[] = [];
  try {
    const fn = (await find(target)) as AnyFunction;
    // Only now: an error among the arguments may be of a class of the function's module.
    if (sent) restore(sent);
    const value = await fn(...args);
    const endedMs = machineNow();
    const found = findUncloneable(value, { ...destination, changed });
    if (found) {
      throw new TypeError(
        `Cannot return the result of ${target.name} from its worker as result${found.path} is ${found.kind}`,
      );
    }
    if (changed.length === 0) return [true, value, startedMs, endedMs];
    return [true, value, startedMs, endedMs, besideOf(changed)];
  } catch (thrown) {
    const error = encodeError(thrown, { below: import.meta.url });
    return [false, error, startedMs, machineNow()];
  }
}

function find(target: WorkerFunction): unknown {
  if ("key" in target) return compile(target.key, target.code);
  return load(target.module, target.name);
}

/**
 * Loads what workers before this one have loaded, so that the tasks given to it do not pay for its
 * being new. What does not load is the error of the task that asks for it.
 */
export async function preload(modules: readonly string[]): Promise<void> {
  await Promise.allSettled(modules.map((module) => load(module, "*")));
}
