// What every worker runs. It always answers, `{ ok }` or `{ error }`: whatever the function does
// short of ending its thread, the worker lives on.

import { type EncodedError, encodeError } from "../pools/error-codec.ts";
import { findUncloneable } from "../pools/uncloneable.ts";
import type { WorkerFunction } from "../pools/worker-function.ts";

/** One call, as it crosses into a worker. */
export interface Task extends WorkerFunction {
  readonly args: readonly unknown[];
}

/** What comes back. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: EncodedError };

/** Carries one call out. */
export default async function entry({ module, name, args }: Task): Promise<Outcome> {
  try {
    const fn = (await import(module))[name];
    const value = await fn(...args);
    const uncloneable = findUncloneable(value);
    if (uncloneable) {
      throw new TypeError(
        `Cannot return the result of ${name} from its worker as result${uncloneable.path} is ${uncloneable.kind}`,
      );
    }
    return { ok: true, value };
  } catch (thrown) {
    return { ok: false, error: encodeError(thrown) };
  }
}
