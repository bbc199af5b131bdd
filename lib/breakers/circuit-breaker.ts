import { inspect } from "node:util";
import { Circuit } from "./circuit.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";
import type { CircuitOptions, CircuitState } from "./circuit-state.ts";

/**
 * The circuit breaker for synchronous functions (lecture 31, exercise 4, requirement 5): the states
 * of `AsyncCircuitBreaker`, without what only waiting needs. A function that does not return cannot
 * be given up, so there is no probe time-out. One that returns a promise has succeeded as soon as
 * it returns: for those there is `AsyncCircuitBreaker`.
 *
 * @throws {TypeError} if an option is not of its type
 * @throws {RangeError} if an option is out of its range
 *
 * @example
 * ```ts
 * const breaker = new CircuitBreaker({ failureThreshold: 3 });
 * breaker.call(() => 1 + 1); // 2
 * breaker.state; // { name: "closed", failureCount: 0 }
 * ```
 */
export class CircuitBreaker {
  readonly #circuit: Circuit;

  constructor(options: Omit<CircuitOptions, "probeTimeoutMs"> = {}) {
    this.#circuit = new Circuit("CircuitBreaker", { ...options, probeTimeoutMs: Infinity });
  }

  /** It changes with calls alone: an open one whose time is up stays open until the next call. */
  get state(): CircuitState {
    return this.#circuit.state;
  }

  /** Failures in a row. */
  get failureCount(): number {
    return this.#circuit.state.failureCount;
  }

  /** When the last failure was, in milliseconds on its clock; `undefined` before the first. */
  get lastFailureTimeMs(): number | undefined {
    return this.#circuit.lastFailureTimeMs;
  }

  /** Probes that succeeded the last time it was half open. */
  get successCountInHalfOpen(): number {
    return this.#circuit.successCountInHalfOpen;
  }

  /**
   * Calls `fn`, if the circuit lets it through.
   *
   * @throws what `fn` throws
   * @throws {CircuitOpenError} if it does not let it through
   * @throws {TypeError} if `fn` is not a function
   */
  call<T>(fn: () => T): T {
    if (typeof fn !== "function") {
      throw new TypeError(`Cannot call as \`fn\` must be a function: received ${inspect(fn)}`);
    }
    const admission = this.#circuit.admit();
    if (admission instanceof CircuitOpenError) throw admission;
    let value: T;
    try {
      value = fn();
    } catch (error) {
      this.#circuit.fail(admission, error);
      throw error;
    }
    this.#circuit.succeed(admission);
    return value;
  }
}
