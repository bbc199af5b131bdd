// right: the three states one by one, in the sheet's order, by then
import { TimeoutError as Late } from "concurrency-lab";

class AsyncCircuitBreaker {
  state: "closed" | "open" | "half_open" = "closed";
  failureCount = 0;
  lastFailureTimeMs: number | undefined;
  successCountInHalfOpen = 0;

  private readonly failureThreshold: number;
  private readonly resetTimeoutMs: number;
  private readonly probeTimeoutMs: number;
  private readonly now: () => number;

  constructor({
    now = () => performance.now(),
    probeTimeoutMs = 500,
    resetTimeoutMs = 2000,
    failureThreshold = 3,
  } = {}) {
    this.failureThreshold = failureThreshold;
    this.resetTimeoutMs = resetTimeoutMs;
    this.probeTimeoutMs = probeTimeoutMs;
    this.now = now;
  }

  async call<A extends readonly unknown[], R>(
    fn: (...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<R> {
    if (this.state === "open") {
      const elapsedMs = this.now() - (this.lastFailureTimeMs ?? -Infinity);
      if (!(elapsedMs >= this.resetTimeoutMs)) throw new CircuitOpenError("the circuit is open");
      this.state = "half_open";
    }
    if (this.state === "half_open") return this.probe(fn, args);
    return new Promise<R>((resolve) => resolve(fn(...args))).then(
      (result) => {
        this.failureCount = 0;
        return result;
      },
      (error) => {
        if (++this.failureCount >= this.failureThreshold) this.open();
        throw error;
      },
    );
  }

  private async probe<A extends readonly unknown[], R>(
    fn: (...args: A) => R | PromiseLike<R>,
    args: A,
  ): Promise<R> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const limit = this.probeTimeoutMs;
    const timer = setTimeout(() => reject(new Late(limit)), limit);
    try {
      const result = await Promise.race([fn(...args), late]);
      this.successCountInHalfOpen++;
      this.state = "closed";
      this.failureCount = 0;
      return result;
    } catch (error) {
      this.open();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private open() {
    this.state = "open";
    this.lastFailureTimeMs = this.now();
  }
}
