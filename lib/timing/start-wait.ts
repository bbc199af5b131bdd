import { onAbort } from "./on-abort.ts";
import { ownTimers } from "./own-timers.ts";

/** The longest delay that setTimeout knows, about 25 days: it takes a longer one for 1 ms. */
const longestMs = 2 ** 31 - 1;

/** How a wait can end, unless it is called off. */
export interface WaitEnds {
  readonly onTime: () => void;
  readonly onAbort: (reason: unknown) => void;
}

/**
 * Waits for `durationMs` or for `signal` to abort, whichever comes first, and calls one of the two
 * ends, once. The timer and the listener are gone by then. Infinity waits for the signal alone.
 *
 * @returns what calls the wait off: the timer and the listener go, and neither end is called
 */
export function startWait(
  durationMs: number,
  signal: AbortSignal | undefined,
  ends: WaitEnds,
): () => void {
  const { setTimeout, clearTimeout } = ownTimers();
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearTimeout(timer);
    stopListening?.();
  };
  const startTimer = (remainingMs: number) => {
    timer = setTimeout(
      () => {
        if (remainingMs > longestMs) return startTimer(remainingMs - longestMs);
        stop();
        ends.onTime();
      },
      Math.min(remainingMs, longestMs),
    );
  };
  if (durationMs < Infinity) startTimer(durationMs);
  const stopListening =
    signal &&
    onAbort(signal, (reason) => {
      stop();
      ends.onAbort(reason);
    });
  return stop;
}
