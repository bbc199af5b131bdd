// requirement 1: the default gives a probe 5 s
import { withDeadline } from "concurrency-lab";

class AsyncCircuitBreaker {
  state: "closed" | "open" | "half_open" = "closed";
  failureCount = 0;
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
    probeTimeoutMs = 5000,
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
      const result = isProbe ? await withDeadline(task, probeTimeoutMs) : await task();
      if (isProbe) this.successCountInHalfOpen++;
      this.state = "closed";
      this.failureCount = 0;
      return result;
    } catch (error) {
      this.#failed(isProbe);
      throw error;
    }
  }

  #failed(isProbe: boolean): void {
    const { failureThreshold, now } = this.#options;
    if (!isProbe) this.failureCount++;
    if (!isProbe && this.failureCount < failureThreshold) return;
    this.state = "open";
    this.lastFailureTimeMs = now();
  }
}
