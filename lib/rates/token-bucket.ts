import { checkPositiveInteger } from "../checks/check-positive-integer.ts";
import { refuse } from "../checks/refuse.ts";
import { LinkedList } from "../queues/linked-list.ts";
import { onAbort } from "../timing/on-abort.ts";
import { startWait } from "../timing/start-wait.ts";
import type { WaitOptions } from "../timing/wait-options.ts";

/** How a `TokenBucket` is built. */
export interface TokenBucketOptions {
  /** The most tokens that it holds, and so the largest burst: a positive integer. */
  readonly capacity: number;
  /** Tokens that come in a second: above 0; less than one is fine. */
  readonly ratePerSecond: number;
  /**
   * The clock that says how many tokens have come, in milliseconds; it must not go back.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

interface Waiter {
  readonly n: number;
  readonly serve: () => void;
}

/**
 * Limits a rate, and lets bursts through: a bucket of `capacity` tokens, full at first, into which
 * `ratePerSecond` tokens drip (reflection questions 5, strategy 4, and 7, part 3). In any window of
 * t seconds it gives away `capacity + ratePerSecond × t` tokens at most.
 *
 * First in, first out: while anybody waits, who comes goes to the end of the line, and `tryTake`
 * fails, so that many small requests do not starve a large one.
 *
 * Nothing ticks, and nobody polls. How many tokens there are follows from the clock `now` and from
 * one number, the time at which the bucket would be full: the virtual scheduling form of the
 * generic cell rate algorithm (ITU-T I.371). Only while somebody waits there is a timer, one for
 * the first in line. It is of `setTimeout`, whatever `now` is, and says when to look at the clock
 * again, no more: if it comes early nothing is given away, and it is set once more for the rest.
 * So a timer that is late, or a `now` of its own pace, makes waits longer, but the rate no higher:
 * what drips into a full bucket is lost. For a line to get the whole rate, let `capacity` exceed
 * what one `take` wants by what comes while a timer is late, at 1,000 a second by a few tokens.
 *
 * @throws {TypeError} if `capacity` or `ratePerSecond` is not a number
 * @throws {RangeError} if `capacity` is not a positive integer, or `ratePerSecond` not above 0 and
 *   finite
 *
 * @example
 * ```ts
 * let timeMs = 0;
 * const bucket = new TokenBucket({ capacity: 2, ratePerSecond: 10, now: () => timeMs });
 * [bucket.tryTake(), bucket.tryTake(), bucket.tryTake()]; // [true, true, false]
 * bucket.retryAfterMs(); // 100
 * timeMs += 100;
 * await bucket.take();
 * bucket.available; // 0
 * ```
 */
export class TokenBucket {
  readonly capacity: number;
  readonly #now: () => number;
  #ratePerSecond: number;
  /** When it would be full if nobody took anything any more. */
  #fullAtMs = -Infinity;
  readonly #line = new LinkedList<Waiter>();
  /** What all in line want. */
  #wanted = 0;
  /** While there is a line, a timer runs for the first in it. */
  #stopTimer: () => void = () => {};

  constructor({ capacity, ratePerSecond, now = () => performance.now() }: TokenBucketOptions) {
    const what = "create TokenBucket";
    checkPositiveInteger(what, "capacity", capacity);
    checkRate(what, ratePerSecond);
    this.capacity = capacity;
    this.#ratePerSecond = ratePerSecond;
    this.#now = now;
  }

  /**
   * Tokens that come in a second. It can be set, as by an `AdaptiveRate`: what has come so far
   * stays, and who waits is served at the new rate.
   *
   * @throws {TypeError | RangeError} if it is set to what is not a finite number above 0
   */
  get ratePerSecond(): number {
    return this.#ratePerSecond;
  }

  set ratePerSecond(ratePerSecond: number) {
    checkRate("set rate", ratePerSecond);
    const now = this.#now();
    const missing = (this.#fullAtMs - now) * this.#ratePerSecond;
    this.#ratePerSecond = ratePerSecond;
    this.#fullAtMs = now + missing / ratePerSecond;
    this.#serve();
  }

  /** Tokens that are there now, the last one in part; also those that the first in line awaits. */
  get available(): number {
    return this.capacity - Math.max(0, this.#fullAtMs - this.#now()) / this.#durationMs(1);
  }

  /** How many wait in line. */
  get waiting(): number {
    return this.#line.length;
  }

  /**
   * Takes `n` tokens if they are there and nobody waits: false if not.
   *
   * @throws {TypeError} if `n` is not a number
   * @throws {RangeError} if `n` is not an integer from 1 to `capacity`
   */
  tryTake(n = 1): boolean {
    this.#check("take", n);
    const now = this.#now();
    if (this.waiting > 0 || now < this.#readyAtMs(n)) return false;
    this.#give(n, now);
    return true;
  }

  /**
   * Takes `n` tokens, waiting in line until they are there. If the wait ends early, nothing has
   * been taken, and the others move up.
   *
   * @throws {TypeError} if `n` is not a number, as a rejection
   * @throws {RangeError} if `n` is not an integer from 1 to `capacity`, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  async take(n = 1, { signal }: WaitOptions = {}): Promise<void> {
    this.#check("take", n);
    signal?.throwIfAborted();
    if (!this.tryTake(n)) await this.#join(n, signal);
  }

  /**
   * How long until `n` tokens would be there for who comes now, after all that wait, in
   * milliseconds: what an HTTP server says in `Retry-After`, in seconds rounded up.
   *
   * @throws {TypeError} if `n` is not a number
   * @throws {RangeError} if `n` is not an integer from 1 to `capacity`
   */
  retryAfterMs(n = 1): number {
    this.#check("foretell", n);
    return Math.max(0, this.#readyAtMs(n + this.#wanted) - this.#now());
  }

  #join(n: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (reason: unknown) => {
        stopListening?.();
        const wasFirst = node === this.#line.first;
        this.#line.remove(node);
        this.#wanted -= n;
        if (wasFirst) this.#serve();
        reject(reason);
      };
      const serve = () => {
        stopListening?.();
        resolve();
      };
      const node = this.#line.push({ n, serve });
      this.#wanted += n;
      const stopListening = signal && onAbort(signal, abort);
      if (this.waiting === 1) this.#serve();
    });
  }

  /** Serves all whose turn it is, and sets the timer for the next. */
  #serve(): void {
    this.#stopTimer();
    const now = this.#now();
    for (let node = this.#line.first; node; node = this.#line.first) {
      const { n, serve } = node.value;
      const readyAtMs = this.#readyAtMs(n);
      if (now < readyAtMs) {
        // Whole milliseconds, as setTimeout drops the rest of one.
        const remainingMs = Math.ceil(readyAtMs - now);
        const ends = { onTime: () => this.#serve(), onAbort: () => {} };
        this.#stopTimer = startWait(remainingMs, undefined, ends);
        return;
      }
      this.#line.shift();
      this.#wanted -= n;
      this.#give(n, now);
      serve();
    }
  }

  #give(n: number, now: number): void {
    this.#fullAtMs = Math.max(now, this.#fullAtMs) + this.#durationMs(n);
  }

  /** When `n` tokens are there, if nobody takes any before. */
  #readyAtMs(n: number): number {
    return this.#fullAtMs - this.#durationMs(this.capacity - n);
  }

  /** How long `n` tokens take to come. */
  #durationMs(n: number): number {
    return (n * 1000) / this.#ratePerSecond;
  }

  #check(what: string, n: number): void {
    if (Number.isInteger(n) && n > 0 && n <= this.capacity) return;
    refuse(what, "n", { value: n, wanted: `an integer from 1 to \`capacity\`, ${this.capacity}` });
  }
}

function checkRate(what: string, value: number): void {
  if (typeof value === "number" && value > 0 && value < Infinity) return;
  refuse(what, "ratePerSecond", { value, wanted: "a finite number above 0" });
}
