// right: private state, getters, failed probes not counted
class CircuitBreaker {
  #now: () => number;
  #threshold: number;
  #resetMs: number;
  #failures = 0;
  #retryAtMs: number | undefined;
  #isProbing = false;

  constructor(
    options: { failureThreshold?: number; resetTimeoutMs?: number; now?: () => number } = {},
  ) {
    this.#now = options.now ?? (() => performance.now());
    this.#threshold = options.failureThreshold ?? 3;
    this.#resetMs = options.resetTimeoutMs ?? 2000;
  }

  get state(): "closed" | "open" | "half_open" {
    if (this.#isProbing) return "half_open";
    return this.#retryAtMs === undefined ? "closed" : "open";
  }

  call<R>(fn: () => R): R {
    const before = this.state;
    if (this.#retryAtMs !== undefined) {
      const waitMs = this.#retryAtMs - this.#now();
      if (waitMs > 0) throw new CircuitOpenError(waitMs);
      this.#isProbing = true;
    }
    let isDone = false;
    try {
      const result = fn();
      isDone = true;
      return result;
    } finally {
      this.#isProbing = false;
      if (isDone) {
        this.#failures = 0;
        this.#retryAtMs = undefined;
      } else if (before === "open" || ++this.#failures >= this.#threshold) {
        this.#retryAtMs = this.#now() + this.#resetMs;
      }
    }
  }
}
