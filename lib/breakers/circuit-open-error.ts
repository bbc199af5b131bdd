/**
 * Says that a circuit lets no call through at the moment: the call was refused, and whatever it
 * would have called is spared (lecture 31, exercise 3, requirement 3).
 *
 * @example
 * ```ts
 * const error = new CircuitOpenError(1_500);
 * error.message; // "The circuit is open: try again in 1500 ms"
 * error.retryAfterMs; // 1500
 * ```
 */
export class CircuitOpenError extends Error {
  override name = "CircuitOpenError";
  /** Milliseconds until it may be worth a new try; Infinity if there is no saying. */
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    const when = retryAfterMs < Infinity ? `: try again in ${Math.ceil(retryAfterMs)} ms` : "";
    super(`The circuit is open${when}`);
    this.retryAfterMs = retryAfterMs;
  }
}
