import { refuse } from "../checks/refuse.ts";
import { checkTimeout } from "../timing/check-duration.ts";

/** How an `AdaptiveRate` is built. Rates are of items in a second. */
export interface AdaptiveRateOptions {
  /** It never goes below: above 0, as a producer that stands still would learn nothing more. */
  readonly minRatePerSecond: number;
  /** It never goes above. */
  readonly maxRatePerSecond: number;
  /**
   * What it begins with.
   *
   * @default minRatePerSecond
   */
  readonly initialRatePerSecond?: number;
  /**
   * By how much the rate grows in each second in which all is well: the additive increase.
   *
   * @default a tenth of maxRatePerSecond
   */
  readonly increasePerSecond?: number;
  /**
   * What the rate is multiplied by at congestion: above 0, below 1; the multiplicative decrease.
   *
   * @default 0.5
   */
  readonly decreaseFactor?: number;
  /**
   * How long it takes until a new rate shows its effect, in milliseconds. In this time it decreases
   * once at most: what else is seen then is of the same congestion. And longer silence counts as
   * this much, so that a rate that nobody has tried does not grow.
   *
   * @default 1000
   */
  readonly intervalMs?: number;
  /**
   * A queue that is filled further than this is congestion: from 0 to 1.
   *
   * @default 0.8
   */
  readonly maxFillRatio?: number;
  /**
   * A latency longer than this is congestion, in milliseconds.
   *
   * @default Infinity
   */
  readonly maxLatencyMs?: number;
  /**
   * The clock, in milliseconds; it must not go back.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/** What was seen of the consumer: what is left out says nothing. */
export interface RateObservation {
  /** How full its queue is, from 0 to 1: `queue.size / queue.maxSize`. */
  readonly fillRatio?: number;
  /** How long an item took, in milliseconds. */
  readonly latencyMs?: number;
  /** Whether it refused an item, or failed, because of too much work. */
  readonly failed?: boolean;
}

/**
 * Finds the rate that a consumer can take, and follows it when it changes: additive increase and
 * multiplicative decrease, AIMD for short (reflection question 5, strategy 3).
 *
 * As long as all is well the rate grows by `increasePerSecond`. At the first sign of congestion, a
 * queue too full, a latency too long, a failure, it is multiplied by `decreaseFactor`. That is how
 * TCP finds the bandwidth of a path (RFC 5681), and it is the rule by which several producers who
 * know nothing of each other end up with fair shares (Chiu and Jain, 1989). The course's class sets
 * the rate from the mean time for an item instead; that needs a consumer that works on one at a
 * time, and tells.
 *
 * It only knows the rate: to keep it is for a `TokenBucket`.
 *
 * @throws {TypeError} if an option is not of its type
 * @throws {RangeError} if an option is out of its range
 *
 * @example
 * ```ts
 * let timeMs = 0;
 * const now = () => timeMs;
 * const limits = { minRatePerSecond: 10, maxRatePerSecond: 100 };
 * const rate = new AdaptiveRate({ ...limits, initialRatePerSecond: 50, now });
 * const bucket = new TokenBucket({ capacity: 1, ratePerSecond: rate.ratePerSecond, now });
 * timeMs = 500;
 * bucket.ratePerSecond = rate.observe({ fillRatio: 0.3 });
 * bucket.ratePerSecond; // 55
 * bucket.ratePerSecond = rate.observe({ fillRatio: 0.9 });
 * bucket.ratePerSecond; // 27.5
 * ```
 */
export class AdaptiveRate {
  readonly #options: Required<AdaptiveRateOptions>;
  #ratePerSecond: number;
  #observedAtMs: number;
  #decreasedAtMs = -Infinity;
  #decreases = 0;

  constructor(options: AdaptiveRateOptions) {
    this.#options = checkOptions(options);
    this.#ratePerSecond = this.#options.initialRatePerSecond;
    this.#observedAtMs = this.#options.now();
  }

  get ratePerSecond(): number {
    return this.#ratePerSecond;
  }

  /** How often it has met with congestion, and decreased. */
  get decreases(): number {
    return this.#decreases;
  }

  /** Learns from what was seen, and returns the rate from now on, in items a second. */
  observe({ fillRatio = 0, latencyMs = 0, failed = false }: RateObservation): number {
    const { maxFillRatio, maxLatencyMs, intervalMs, now } = this.#options;
    const nowMs = now();
    const sinceMs = Math.min(nowMs - this.#observedAtMs, intervalMs);
    this.#observedAtMs = nowMs;
    if (failed || fillRatio > maxFillRatio || latencyMs > maxLatencyMs) {
      if (nowMs - this.#decreasedAtMs >= intervalMs) this.#decrease(nowMs);
    } else {
      this.#set(this.#ratePerSecond + (this.#options.increasePerSecond * sinceMs) / 1000);
    }
    return this.#ratePerSecond;
  }

  #decrease(nowMs: number): void {
    this.#decreasedAtMs = nowMs;
    this.#decreases++;
    this.#set(this.#ratePerSecond * this.#options.decreaseFactor);
  }

  #set(ratePerSecond: number): void {
    const { minRatePerSecond, maxRatePerSecond } = this.#options;
    this.#ratePerSecond = Math.min(maxRatePerSecond, Math.max(minRatePerSecond, ratePerSecond));
  }
}

function checkOptions(options: AdaptiveRateOptions): Required<AdaptiveRateOptions> {
  const { minRatePerSecond, maxRatePerSecond, initialRatePerSecond = minRatePerSecond } = options;
  const { increasePerSecond = maxRatePerSecond / 10, decreaseFactor = 0.5 } = options;
  const { intervalMs = 1000, maxFillRatio = 0.8, maxLatencyMs = Infinity } = options;
  const { now = () => performance.now() } = options;
  const [min, max] = [minRatePerSecond, maxRatePerSecond];
  check({ minRatePerSecond }, min > 0 && min < Infinity, "a finite number above 0");
  const atLeast = `a finite number from \`minRatePerSecond\`, ${min}, up`;
  check({ maxRatePerSecond }, max >= min && max < Infinity, atLeast);
  const isWithin = initialRatePerSecond >= min && initialRatePerSecond <= max;
  check({ initialRatePerSecond }, isWithin, `a number from ${min} to ${max}`);
  const grows = increasePerSecond > 0 && increasePerSecond < Infinity;
  check({ increasePerSecond }, grows, "a finite number above 0");
  const shrinks = decreaseFactor > 0 && decreaseFactor < 1;
  check({ decreaseFactor }, shrinks, "a number above 0 and below 1");
  check({ maxFillRatio }, maxFillRatio >= 0 && maxFillRatio <= 1, "a number from 0 to 1");
  checkTimeout("create AdaptiveRate", "intervalMs", intervalMs);
  checkTimeout("create AdaptiveRate", "maxLatencyMs", maxLatencyMs);
  return {
    minRatePerSecond,
    maxRatePerSecond,
    initialRatePerSecond,
    increasePerSecond,
    decreaseFactor,
    intervalMs,
    maxFillRatio,
    maxLatencyMs,
    now,
  };
}

function check(option: Readonly<Record<string, unknown>>, isRight: boolean, wanted: string): void {
  for (const [name, value] of Object.entries(option)) {
    if (typeof value === "number" && isRight) continue;
    refuse("create AdaptiveRate", name, { value, wanted });
  }
}
