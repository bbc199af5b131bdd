import { inspect } from "node:util";

/**
 * A clock that stands still until it is told to go on: for what is to be tested without waiting.
 * Hand over its `now`, which needs no `this`.
 *
 * @example
 * ```ts
 * const clock = new ManualClock();
 * const breaker = new CircuitBreaker({ failureThreshold: 1, resetTimeoutMs: 1000, now: clock.now });
 * clock.advance(1000);
 * clock.now(); // 1000
 * ```
 */
export class ManualClock {
  #nowMs: number;

  /** @param startMs  what it shows at first */
  constructor(startMs = 0) {
    this.#nowMs = startMs;
  }

  /** What it shows, in milliseconds. */
  readonly now = (): number => this.#nowMs;

  /**
   * Puts it forward.
   *
   * @throws {RangeError} if it were to go back, or to where no clock can go
   */
  advance(durationMs: number): void {
    if (!(durationMs >= 0 && durationMs < Infinity)) {
      throw new RangeError(
        `Cannot advance ManualClock as \`durationMs\` must be a number from 0 up: received ${inspect(durationMs)}`,
      );
    }
    this.#nowMs += durationMs;
  }
}
