import { checkDuration } from "./check-duration.ts";
import { startWait } from "./start-wait.ts";
import type { WaitOptions } from "./wait-options.ts";

/**
 * Waits for `durationMs` milliseconds while the event loop goes on: the counterpart of
 * `asyncio.sleep` (lecture 29, exercise 2).
 *
 * @throws {TypeError} if `durationMs` is not a number, as a rejection
 * @throws {RangeError} if it is negative or not finite, as a rejection
 * @throws `signal.reason` once the signal aborts, as a rejection
 *
 * @example
 * ```ts
 * await sleep(20);
 * const { signal } = new AbortController();
 * await sleep(20, { signal });
 * ```
 */
export async function sleep(durationMs: number, { signal }: WaitOptions = {}): Promise<void> {
  checkDuration("sleep", "durationMs", durationMs);
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    startWait(durationMs, signal, { onTime: resolve, onAbort: reject });
  });
}
