import { inspect } from "node:util";
import { checkDuration, checkPositiveInteger, refuse } from "concurrency-lab/internal";
import { quantile } from "d3-array";

/** How a `HealthMonitor` is built. */
export interface HealthMonitorOptions {
  /**
   * Requests that it remembers: the latest ones.
   *
   * @default 1000
   */
  readonly windowSize?: number;
  /**
   * The share of errors from which on the service is degraded, above 0 and up to 1.
   *
   * @default 0.05
   */
  readonly maxErrorRatio?: number;
  /**
   * The clock, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/** What a request was like. */
export interface RequestObservation {
  readonly latencyMs: number;
  readonly isError: boolean;
}

/** How the service does. What has no value yet is `undefined`. */
export interface HealthReport {
  readonly status: "no data" | "healthy" | "degraded";
  readonly uptimeMs: number;
  /** Since the start; all else is of the window. */
  readonly totalRequests: number;
  readonly errorRatio: number;
  readonly latencyP50Ms: number | undefined;
  readonly latencyP99Ms: number | undefined;
  /** From the oldest request in the window until now. */
  readonly requestsPerSecond: number;
}

/**
 * Remembers the last requests, and says how the service does (reflection question 7, part 5).
 *
 * The document counts errors and requests since the start, so an hour that went well hides a minute
 * in which all fails, and for an hour after a bad start nothing is well: here both are of the same
 * window as the latencies. And it answers "no data" with 503, so that a balancer never sends the
 * first request: here it is up to the caller.
 *
 * @throws {TypeError | RangeError} if an option is not what it must be
 *
 * @example
 * ```ts
 * let timeMs = 0;
 * const monitor = new HealthMonitor({ now: () => timeMs });
 * monitor.report.status; // "no data"
 * for (const latencyMs of [10, 20, 30]) monitor.record({ latencyMs, isError: false });
 * timeMs = 1_000;
 * const { status, latencyP50Ms, requestsPerSecond } = monitor.report;
 * status; // "healthy"
 * latencyP50Ms; // 20
 * requestsPerSecond; // 3
 * ```
 */
export class HealthMonitor {
  readonly #maxErrorRatio: number;
  readonly #now: () => number;
  readonly #startedMs: number;
  // Rings: what is noted next goes to `#total % length`, where the oldest is.
  readonly #latenciesMs: Float64Array;
  readonly #endedMs: Float64Array;
  readonly #isError: Uint8Array;
  #errors = 0;
  #total = 0;

  constructor(options: HealthMonitorOptions = {}) {
    const { windowSize = 1000, maxErrorRatio = 0.05, now = () => performance.now() } = options;
    const what = "create HealthMonitor";
    checkPositiveInteger(what, "windowSize", windowSize);
    if (!(maxErrorRatio > 0 && maxErrorRatio <= 1)) {
      const wanted = "a number above 0 and up to 1";
      refuse(what, "maxErrorRatio", { value: maxErrorRatio, wanted });
    }
    this.#maxErrorRatio = maxErrorRatio;
    this.#now = now;
    this.#startedMs = now();
    this.#latenciesMs = new Float64Array(windowSize);
    this.#endedMs = new Float64Array(windowSize);
    this.#isError = new Uint8Array(windowSize);
  }

  /**
   * Notes a request that is over.
   *
   * @throws {TypeError | RangeError} if `latencyMs` is not a finite number from 0 up, or `isError`
   * not a boolean
   */
  record({ latencyMs, isError }: RequestObservation): void {
    checkDuration("record request", "latencyMs", latencyMs);
    if (typeof isError !== "boolean") {
      throw new TypeError(
        `Cannot record request as \`isError\` must be a boolean: received ${inspect(isError)}`,
      );
    }
    const at = this.#total % this.#latenciesMs.length;
    this.#errors += Number(isError) - (this.#isError[at] ?? 0);
    this.#latenciesMs[at] = latencyMs;
    this.#endedMs[at] = this.#now();
    this.#isError[at] = Number(isError);
    this.#total++;
  }

  get report(): HealthReport {
    const size = Math.min(this.#total, this.#latenciesMs.length);
    const now = this.#now();
    const oldest = this.#total > size ? this.#total % size : 0;
    const spanMs = now - (this.#endedMs[oldest] ?? now);
    const latencies = this.#latenciesMs.subarray(0, size);
    const errorRatio = size === 0 ? 0 : this.#errors / size;
    const verdict = errorRatio < this.#maxErrorRatio ? "healthy" : "degraded";
    return {
      status: size === 0 ? "no data" : verdict,
      uptimeMs: now - this.#startedMs,
      totalRequests: this.#total,
      errorRatio,
      latencyP50Ms: quantile(latencies, 0.5),
      latencyP99Ms: quantile(latencies, 0.99),
      requestsPerSecond: size > 0 && spanMs > 0 ? (size / spanMs) * 1000 : 0,
    };
  }
}
