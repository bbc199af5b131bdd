import type { Call, Ending } from "./crew.ts";
import { decodeError } from "./error-codec.ts";
import { nameOf } from "./job.ts";
import { toLocalClock } from "./machine-clock.ts";
import { restoreBuffers } from "./restore-buffers.ts";
import { type Destination, findUncloneable } from "./uncloneable.ts";
import type { Outcome } from "./worker/carry-out.ts";

/** What a worker answered to a call. */
export function endingFrom([isOk, result, startedMs, endedMs, buffers]: Outcome): Ending {
  if (buffers) restoreBuffers(buffers);
  const span = { startedMs: toLocalClock(startedMs), endedMs: toLocalClock(endedMs) };
  if (isOk) return { outcome: "completed", value: result, span };
  return { outcome: "failed", thrown: decodeError(result), isForeign: true, span };
}

/** Says which argument could not be sent. */
export function explainRefusal(
  { fn, args }: Call,
  destination: Destination,
  cause?: unknown,
): TypeError {
  const found = findUncloneable(args, destination);
  const reason = found ? `args${found.path} is ${found.kind}` : (cause as Error).message;
  return new TypeError(
    `Cannot send the arguments of ${nameOf(fn)} to a worker: ${reason}`,
    cause === undefined ? {} : { cause },
  );
}
