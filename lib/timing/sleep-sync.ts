import { checkDuration } from "./check-duration.ts";

/** Nobody wakes who waits here: it never changes. */
const nothing = new Int32Array(new SharedArrayBuffer(4));

/**
 * Blocks the calling thread for `durationMs` milliseconds, as Python's `time.sleep` does: its event
 * loop stands still, and no signal or promise ends it. It stands for blocking I/O in functions that
 * run in a pool (lecture 29, exercises 3 and 4); elsewhere, `sleep` is what you want.
 *
 * @throws {TypeError} if `durationMs` is not a number
 * @throws {RangeError} if it is negative or not finite
 *
 * @example
 * ```ts
 * sleepSync(20);
 * ```
 */
export function sleepSync(durationMs: number): void {
  checkDuration("sleep", "durationMs", durationMs);
  Atomics.wait(nothing, 0, 0, durationMs);
}
