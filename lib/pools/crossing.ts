import type { Outcome } from "../workers/carry-out.ts";
import { calledFrom } from "./call-site.ts";
import type { Call, Ended } from "./crew.ts";
import { decodeError } from "./error-codec.ts";
import { toLocalClock } from "./machine-clock.ts";
import { nameOf } from "./job.ts";
import { findUncloneable } from "./uncloneable.ts";

/** What a worker answered to a call. */
export function endedFrom(outcome: Outcome, { site }: Call): Ended {
  const startedMs = toLocalClock(outcome.startedMs);
  const endedMs = toLocalClock(outcome.endedMs);
  if (outcome.ok) return { ok: true, value: outcome.value, startedMs, endedMs };
  return { ok: false, thrown: decodeError(outcome.error, site), startedMs, endedMs };
}

/**
 * Says which argument could not be sent.
 *
 * @param isShared  whether the worker shares memory with us
 * @returns `undefined` if that is not what went wrong
 */
export function explainRefusal(
  error: unknown,
  { fn, args, site }: Call,
  { isShared }: { readonly isShared: boolean },
): TypeError | undefined {
  if (!(error instanceof Error) || error.name !== "DataCloneError") return undefined;
  const found = findUncloneable(args, { isShared });
  const reason = found ? `args${found.path} is ${found.kind}` : error.message;
  const refusal = new TypeError(
    `Cannot send the arguments of ${nameOf(fn)} to a worker: ${reason}`,
    { cause: error },
  );
  return calledFrom(refusal, site);
}
