// right: one probe at a time, others are refused; every failure is counted and timed
class AsyncCircuitBreaker {
  #state: "closed" | "open" | "half_open" = "closed";
  failureCount = 0;
  lastFailureTimeMs = -Infinity;
  successCountInHalfOpen = 0;
  #isProbing = false;
  #threshold: number;
  #resetMs: number;
  #probeMs: number;
  #now: () => number;

  constructor(
    options: {
      failureThreshold?: number;
      resetTimeoutMs?: number;
      probeTimeoutMs?: number;
      now?: () => number;
    } = {},
  ) {
    this.#threshold = options.failureThreshold ?? 3;
    this.#resetMs = options.resetTimeoutMs ?? 2000;
    this.#probeMs = options.probeTimeoutMs ?? 500;
    this.#now = options.now ?? Date.now;
  }

  get state() {
    return this.#state;
  }

  async call<A extends readonly unknown[], R>(
    fn: (...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<R> {
    const hasElapsed = this.#now() >= this.lastFailureTimeMs + this.#resetMs;
    if (this.#state === "open" && hasElapsed) {
      this.#state = "half_open";
      this.successCountInHalfOpen = 0;
    }
    if (this.#state === "open" || this.#isProbing) throw new CircuitOpenError("not now");
    if (this.#state === "closed") return await this.#watch(async () => await fn(...args));
    this.#isProbing = true;
    try {
      return await this.#watch(() => this.#limit(async () => await fn(...args)));
    } finally {
      this.#isProbing = false;
    }
  }

  async #watch<R>(task: () => Promise<R>): Promise<R> {
    const before = this.#state;
    try {
      const result = await task();
      if (before === "half_open") this.successCountInHalfOpen += 1;
      this.failureCount = 0;
      this.#state = "closed";
      return result;
    } catch (error) {
      this.failureCount += 1;
      this.lastFailureTimeMs = this.#now();
      const isOver = before === "half_open" || this.failureCount >= this.#threshold;
      if (isOver) this.#state = "open";
      throw error;
    }
  }

  async #limit<R>(task: () => Promise<R>): Promise<R> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const error = new DOMException("The probe took too long", "TimeoutError");
      timer = setTimeout(() => reject(error), this.#probeMs);
    });
    return await Promise.race([task(), late]).finally(() => clearTimeout(timer));
  }
}
