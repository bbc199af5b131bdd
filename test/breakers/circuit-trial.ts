import { AsyncCircuitBreaker } from "../../lib/breakers/async-circuit-breaker.ts";
import { CircuitOpenError } from "../../lib/breakers/circuit-open-error.ts";
import { TimeoutError } from "../../lib/timing/timeout-error.ts";
import type { End } from "./circuit-model.ts";

export const resetTimeoutMs = 100;
export const probeTimeoutMs = 40;
export const down = new Error("down");
export const excused = new Error("excused");
export const gaveUp = new Error("gave up");
export const isFailure = (thrown: unknown): boolean => thrown !== excused;

/** An `AsyncCircuitBreaker` under test, and what has become of each call so far, in the words of the model. */
export class Trial {
  readonly breaker: AsyncCircuitBreaker;
  readonly outcomes: string[] = [];
  readonly changes: string[] = [];
  readonly signals: (AbortSignal | undefined)[] = [];
  readonly #enders: ((end: End) => void)[] = [];

  constructor(failureThreshold: number) {
    this.breaker = new AsyncCircuitBreaker({
      failureThreshold,
      resetTimeoutMs,
      probeTimeoutMs,
      isFailure,
      now: () => Date.now(),
      onStateChange: ({ from, to, atMs }) => this.changes.push(`${from} > ${to} at ${atMs}`),
    });
  }

  call(hasSignal: boolean): void {
    let request: PromiseWithResolvers<void> | undefined;
    const controller = new AbortController();
    const signal = hasSignal ? controller.signal : undefined;
    const call = this.outcomes.push("waits") - 1;
    this.signals.push(signal);
    const operation = () => {
      request = Promise.withResolvers();
      return request.promise;
    };
    this.#enders.push((end) => {
      if (end === "succeeded") request?.resolve();
      if (end === "failed") request?.reject(down);
      if (end === "excused") request?.reject(excused);
      if (end === "timed out") controller.abort(new TimeoutError(1));
      if (end === "gave up") controller.abort(gaveUp);
    });
    const outcomeOf = (error: unknown): string => {
      if (error instanceof CircuitOpenError && !request) {
        return `refused for ${error.retryAfterMs}`;
      }
      if (error instanceof TimeoutError) return "timed out";
      return error instanceof Error ? error.message : "unknown";
    };
    this.breaker.call(operation, { signal }).then(
      () => {
        this.outcomes[call] = "succeeded";
      },
      (error) => {
        this.outcomes[call] = error === down ? "failed" : outcomeOf(error);
      },
    );
  }

  end(call: number, end: End): void {
    this.#enders[call]?.(end);
  }
}
