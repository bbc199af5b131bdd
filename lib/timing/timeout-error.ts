/**
 * Says that something was not done in time. Its name is that of the `DOMException` with which
 * `AbortSignal.timeout` aborts, so one test of `error.name` finds both.
 *
 * @example
 * ```ts
 * const error = new TimeoutError(500);
 * error.message; // "Not done within 500 ms"
 * ```
 */
export class TimeoutError extends Error {
  /** How long was waited, in milliseconds. */
  readonly timeoutMs: number;

  constructor(timeoutMs: number) {
    super(`Not done within ${timeoutMs} ms`);
    this.name = "TimeoutError";
    this.timeoutMs = timeoutMs;
  }
}
