// right: three states, a failed probe counts
class CircuitBreaker {
  state: "closed" | "open" | "half_open" = "closed";
  #failureCount = 0;
  #openedAtMs = 0;
  readonly #options: { failureThreshold: number; resetTimeoutMs: number; now: () => number };

  constructor({ failureThreshold = 3, resetTimeoutMs = 2000, now = () => performance.now() } = {}) {
    this.#options = { failureThreshold, resetTimeoutMs, now };
  }

  call<R>(fn: () => R): R {
    const { failureThreshold, resetTimeoutMs, now } = this.#options;
    if (this.state === "open") {
      const leftMs = this.#openedAtMs + resetTimeoutMs - now();
      if (leftMs > 0) throw new CircuitOpenError(leftMs);
      this.state = "half_open";
    }
    try {
      const result = fn();
      this.state = "closed";
      this.#failureCount = 0;
      return result;
    } catch (error) {
      this.#failureCount++;
      if (this.state === "half_open" || this.#failureCount >= failureThreshold) {
        this.state = "open";
        this.#openedAtMs = now();
      }
      throw error;
    }
  }
}
