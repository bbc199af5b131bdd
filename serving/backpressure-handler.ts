import { QueueFullError } from "concurrency-lab";
import { checkPositiveInteger } from "concurrency-lab/internal";

/** How a `BackpressureHandler` is built. */
export interface BackpressureOptions {
  /**
   * Requests that may be in the house at a time: in the queue, or in a batch.
   *
   * @default 1000
   */
  readonly maxQueueSize?: number;
}

/** How many requests were let in, and how many not. */
export interface BackpressureCounts {
  /** In the house now. */
  readonly size: number;
  /** The most there were at a time. */
  readonly peakSize: number;
  readonly accepted: number;
  readonly rejected: number;
}

/**
 * Refuses work that would only wait: a service that takes all that comes answers everybody too late
 * once more comes than it can do (reflection question 7, part 3).
 *
 * It hands out places. The document's has a queue of its own, whose bound counts those that wait;
 * here a place is kept until the answer, as a request in a batch takes time and memory, too. What
 * to choose: with a batch of 32 in `batchMs` and answers wanted in 100 ms, 32 × (100 / batchMs − 2).
 *
 * @throws {TypeError | RangeError} if `maxQueueSize` is not a positive integer
 *
 * @example
 * ```ts
 * const backpressure = new BackpressureHandler({ maxQueueSize: 1 });
 * const leave = backpressure.enter();
 * backpressure.isFull; // true
 * try {
 *   backpressure.enter();
 * } catch (error) {
 *   console.log(String(error)); // QueueFullError: Cannot accept the request as 1 is waiting already
 * }
 * leave();
 * backpressure.counts; // { size: 0, peakSize: 1, accepted: 1, rejected: 1 }
 * ```
 */
export class BackpressureHandler {
  readonly maxQueueSize: number;
  #size = 0;
  #peakSize = 0;
  #accepted = 0;
  #rejected = 0;

  constructor({ maxQueueSize = 1000 }: BackpressureOptions = {}) {
    checkPositiveInteger("create BackpressureHandler", "maxQueueSize", maxQueueSize);
    this.maxQueueSize = maxQueueSize;
  }

  /** Whether `enter` would refuse. */
  get isFull(): boolean {
    return this.#size >= this.maxQueueSize;
  }

  get counts(): BackpressureCounts {
    return {
      size: this.#size,
      peakSize: this.#peakSize,
      accepted: this.#accepted,
      rejected: this.#rejected,
    };
  }

  /**
   * Takes a place.
   *
   * @returns what gives the place back; a second call does nothing
   * @throws {QueueFullError} if there is none
   */
  enter(): () => void {
    if (this.turnsAway()) {
      const waiting = this.maxQueueSize === 1 ? "1 is" : `${this.maxQueueSize} are`;
      throw new QueueFullError(
        `Cannot accept the request as ${waiting} waiting already`,
        this.maxQueueSize,
      );
    }
    this.#accepted++;
    this.#size++;
    if (this.#size > this.#peakSize) this.#peakSize = this.#size;
    let isIn = true;
    return () => {
      if (isIn) this.#size--;
      isIn = false;
    };
  }

  /**
   * Whether there is no place, which counts as a rejection: for whoever can still spare the work
   * before `enter`, such as the reading of a body.
   */
  turnsAway(): boolean {
    if (this.isFull) this.#rejected++;
    return this.isFull;
  }
}
