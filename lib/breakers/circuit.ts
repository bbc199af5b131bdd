import { notify, report } from "../checks/notify.ts";
import { checkCircuitOptions } from "./check-circuit-options.ts";
import { CircuitOpenError } from "./circuit-open-error.ts";
import type { CircuitOptions, CircuitState } from "./circuit-state.ts";

/** That a call was let through, and in which period of the circuit. */
export interface Admission {
  readonly period: number;
  readonly isProbe: boolean;
}

/**
 * The states of a circuit, and every way from one to another (lecture 31, exercise 3, requirement
 * 2): whom it lets through, and what it learns from how that went. Whoever is let through is to
 * say so, once: `succeed`, `fail` or `abandon`.
 *
 * Each state begins a period, and so does each probe. What comes of a call that was let through in
 * an earlier one is old news, and changes nothing: a call that was under way when the circuit
 * opened does not close it by its success.
 */
export class Circuit {
  readonly #options: Required<CircuitOptions>;
  #state: CircuitState = { name: "closed", failureCount: 0 };
  #admission: Admission = { period: 0, isProbe: false };
  #lastFailureTimeMs: number | undefined;
  #successCountInHalfOpen = 0;

  /** @param owner  the breaker's class in messages */
  constructor(owner: string, options: CircuitOptions) {
    this.#options = checkCircuitOptions(owner, options);
  }

  get state(): CircuitState {
    return this.#state;
  }

  get probeTimeoutMs(): number {
    return this.#options.probeTimeoutMs;
  }

  get lastFailureTimeMs(): number | undefined {
    return this.#lastFailureTimeMs;
  }

  get successCountInHalfOpen(): number {
    return this.#successCountInHalfOpen;
  }

  /**
   * Lets a call through, unless the circuit is open, or half open with a probe under way. The
   * refusal is not thrown here, as to throw costs as much again as to create it.
   */
  admit(): Admission | CircuitOpenError {
    const state = this.#state;
    // Most calls find it closed, and need no clock.
    if (state.name === "closed") return this.#admission;
    const now = this.#options.now();
    const untilMs = state.name === "open" ? state.retryAtMs : state.probeUntilMs;
    // A probe is to be heard even if it is overdue: two at a time there are never.
    const isProbed = state.name === "half_open" && untilMs !== undefined;
    if (untilMs !== undefined && (isProbed || now < untilMs)) {
      return new CircuitOpenError(Math.max(0, untilMs - now));
    }
    if (state.name === "open") this.#successCountInHalfOpen = 0;
    const { failureCount } = state;
    const probeUntilMs = now + this.#options.probeTimeoutMs;
    return this.#enter({ name: "half_open", failureCount, probeUntilMs }, now);
  }

  /** The call succeeded. */
  succeed({ period, isProbe }: Admission): void {
    if (period !== this.#admission.period) return;
    if (isProbe) {
      this.#successCountInHalfOpen++;
      this.#enter({ name: "closed", failureCount: 0 }, this.#options.now());
    } else if (this.#state.failureCount > 0) {
      this.#state = { name: "closed", failureCount: 0 };
    }
  }

  /** The call threw. */
  fail(admission: Admission, thrown: unknown): void {
    if (admission.period !== this.#admission.period) return;
    if (!this.#isFailure(thrown)) {
      this.abandon(admission);
      return;
    }
    const now = this.#options.now();
    this.#lastFailureTimeMs = now;
    const failureCount = this.#state.failureCount + 1;
    if (admission.isProbe || failureCount >= this.#options.failureThreshold) {
      const retryAtMs = now + this.#options.resetTimeoutMs;
      this.#enter({ name: "open", failureCount, retryAtMs }, now);
    } else {
      this.#state = { name: "closed", failureCount };
    }
  }

  /** Nobody waited for the call's end: nothing was learnt, and another one may probe. */
  abandon({ period, isProbe }: Admission): void {
    if (period !== this.#admission.period || !isProbe) return;
    const { failureCount } = this.#state;
    this.#state = { name: "half_open", failureCount, probeUntilMs: undefined };
  }

  #isFailure(thrown: unknown): boolean {
    try {
      return this.#options.isFailure(thrown);
    } catch (fault) {
      report(fault);
      return true;
    }
  }

  /** Begins a period. The listener comes last, as it may call the breaker. */
  #enter(state: CircuitState, atMs: number): Admission {
    const from = this.#state.name;
    const admission = {
      period: this.#admission.period + 1,
      isProbe: state.name === "half_open",
    };
    this.#state = state;
    this.#admission = admission;
    if (from === state.name) return admission;
    notify(this.#options.onStateChange, { from, to: state.name, atMs });
    return admission;
  }
}
