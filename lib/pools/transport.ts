import { restore } from "./beside.ts";
import { decodeError } from "./error-codec.ts";
import { toLocalClock } from "./machine-clock.ts";
import { nameOf } from "./task.ts";
import { type Destination, findUncloneable } from "./uncloneable.ts";
import type { OutcomeMessage } from "./worker/run-task.ts";
import type { Outcome, RunRequest } from "./workers.ts";

/** What became of a task, by what its worker has sent. */
export function outcomeFrom([isOk, result, startedMs, endedMs, beside]: OutcomeMessage): Outcome {
  if (beside) restore(beside);
  const span = { startedMs: toLocalClock(startedMs), endedMs: toLocalClock(endedMs) };
  if (isOk) return { status: "completed", value: result, span };
  return { status: "failed", thrown: decodeError(result), isForeign: true, span };
}

/** Says which argument could not be sent. */
export function explainRefusal(
  { fn, args }: RunRequest,
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
