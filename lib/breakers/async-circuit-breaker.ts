import { inspect } from "node:util";
import type { Operation } from "../timing/operation.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import { withDeadline } from "../timing/with-deadline.ts";
import { type Admission, Circuit } from "./circuit.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";
import type { CircuitOptions, CircuitState } from "./circuit-state.ts";

/**
 * Stops calling a service that is in trouble, and finds out when it is well again (lecture 31,
 * exercise 3).
 *
 * Closed, it lets every call through. After `failureThreshold` failures in a row it opens: calls
 * are refused at once, with a `CircuitOpenError`. After `resetTimeoutMs` the next call is a probe,
 * with `probeTimeoutMs` of its own: if it succeeds, the circuit closes, if not, it opens again. Of
 * calls that come at the same time one is the probe, and the others are refused. A call that was
 * let through before the circuit last changed its state changes nothing any more.
 *
 * A caller who runs out of time, so that its signal aborts with a `TimeoutError`, counts as a
 * failure: else a service that hangs would never open the circuit. For that the breaker needs the
 * signal: `withDeadline((signal) => breaker.call(fetch, { signal }), 1_000)`. A caller who aborts
 * for a reason of its own says nothing about the service, and does not count.
 *
 * @throws {TypeError} if an option is not of its type
 * @throws {RangeError} if an option is out of its range
 *
 * @example
 * ```ts
 * const breaker = new AsyncCircuitBreaker({ failureThreshold: 1 });
 * const outcomes: string[] = [];
 * for (const answer of [() => "fine", () => Promise.reject(new Error("down")), () => "spared"]) {
 *   const outcome = await breaker.call(answer).then(() => "success", (error) => error.name);
 *   outcomes.push(outcome);
 * }
 * outcomes; // ["success", "Error", "CircuitOpenError"]
 * breaker.state.name; // "open"
 * ```
 */
export class AsyncCircuitBreaker {
  readonly #circuit: Circuit;

  constructor(options: CircuitOptions = {}) {
    this.#circuit = new Circuit("AsyncCircuitBreaker", options);
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
   * Calls `operation`, if the circuit lets it through.
   *
   * @throws what `operation` throws, as a rejection
   * @throws {CircuitOpenError} at once if it does not let it through, as a rejection
   * @throws {TimeoutError} if a probe takes longer than `probeTimeoutMs`, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   * @throws {TypeError} if `operation` is not a function, as a rejection
   */
  call<T>(operation: Operation<T>, { signal }: WaitOptions = {}): Promise<T> {
    // Not an async function, and nothing thrown: to refuse a call is to cost next to nothing.
    if (typeof operation !== "function") {
      // Not left to the call of it: that would count as a failure of the service.
      const message = `Cannot call as \`operation\` must be a function: received ${inspect(operation)}`;
      return Promise.reject(new TypeError(message));
    }
    if (signal?.aborted) return Promise.reject(signal.reason);
    const admission = this.#circuit.admit();
    if (admission instanceof CircuitOpenError) return Promise.reject(admission);
    return this.#run(operation, signal, admission);
  }

  async #run<T>(
    operation: Operation<T>,
    signal: AbortSignal | undefined,
    admission: Admission,
  ): Promise<T> {
    let value: T;
    try {
      value = await this.#attempt(operation, signal, admission.isProbe);
    } catch (error) {
      const callerGaveUp = signal?.aborted && error === signal.reason;
      if (callerGaveUp && !isTimeout(error)) this.#circuit.abandon(admission);
      else this.#circuit.fail(admission, error);
      throw error;
    }
    this.#circuit.succeed(admission);
    return value;
  }

  #attempt<T>(
    operation: Operation<T>,
    signal: AbortSignal | undefined,
    isProbe: boolean,
  ): T | PromiseLike<T> {
    if (isProbe) return withDeadline(operation, this.#circuit.probeTimeoutMs, { signal });
    // Not every operation heeds its signal: a caller who gives up is heard all the same.
    if (signal) return withDeadline(operation, Infinity, { signal });
    // Not one signal for all: listeners that operations leave behind would pile up on it.
    return operation(new AbortController().signal);
  }
}

/** Whether it is a `TimeoutError`, of ours or of `AbortSignal.timeout`. */
function isTimeout(reason: unknown): boolean {
  return (reason as { readonly name?: unknown } | null | undefined)?.name === "TimeoutError";
}
