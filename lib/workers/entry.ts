// What every worker runs. It always answers, with a value or an error: whatever the function does,
// short of ending its thread, the worker lives on.

import { runInThisContext } from "node:vm";
import { type EncodedError, encodeError } from "../pools/error-codec.ts";
import { findUncloneable } from "../pools/uncloneable.ts";
import type { WorkerFunction } from "../pools/worker-function.ts";

/** One call, as it crosses into a worker. */
export interface WorkerCall {
  readonly target: WorkerFunction;
  readonly args: readonly unknown[];
}

/** What comes back. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: EncodedError };

type AnyFunction = (...args: readonly unknown[]) => unknown;

const compiled = new Map<string, AnyFunction>();

/** Carries one call out. */
export default async function entry({ target, args }: WorkerCall): Promise<Outcome> {
  try {
    const fn = "module" in target ? (await import(target.module))[target.name] : compile(target);
    const value = await fn(...args);
    const uncloneable = findUncloneable(value);
    if (uncloneable) {
      throw new TypeError(
        `Cannot return the result of ${target.name} from its worker as result${uncloneable.path} is ${uncloneable.kind}`,
      );
    }
    return { ok: true, value };
  } catch (thrown) {
    return { ok: false, error: encodeError(thrown) };
  }
}

/** Makes a function of its source, in the worker's global scope, once. */
function compile({
  source,
  name,
}: {
  readonly source: string;
  readonly name: string;
}): AnyFunction {
  const known = compiled.get(source);
  if (known) return known;
  try {
    const fn: AnyFunction = runInThisContext(`(${source}\n)`, { filename: name });
    compiled.set(source, fn);
    return fn;
  } catch (cause) {
    throw new TypeError(
      `Cannot run ${name} in a worker as its source is no function by itself: use a function instead of a method`,
      { cause },
    );
  }
}
