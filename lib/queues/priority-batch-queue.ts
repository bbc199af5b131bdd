import { inspect } from "node:util";
import { checkTimeout } from "../timing/check-duration.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import { BoundedQueue } from "./bounded-queue.ts";
import { QueueClosedError } from "./queue-closed-error.ts";
import { WaitingLine } from "./waiting-line.ts";

/** How urgent a record is. */
export type Priority = "CRITICAL" | "NORMAL";

/** How a `PriorityBatchQueue` is built. */
export interface PriorityBatchQueueOptions {
  /**
   * The most records of each priority that it holds.
   *
   * @default 100
   */
  readonly maxSize?: number;
  /**
   * How long a normal record waits, in milliseconds, before it is as good as a critical one that
   * comes at that moment. Infinity: it never is.
   *
   * @default Infinity
   */
  readonly ageingMs?: number;
  /**
   * The clock by which records age, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/** A record, and when its turn is: the earlier, the sooner. */
interface Entry<T> {
  readonly record: T;
  readonly dueMs: number;
}

/**
 * Two bounded queues behind one door (lecture 36, exercise 3, requirement 1): a batch takes all
 * critical records first, and fills up with normal ones.
 *
 * Whoever waits for a batch while both are empty is woken by the next record, and does not poll.
 * Each side is served first come, first served. As long as critical records come faster than
 * batches are taken, normal ones starve: that is what priority means, unless `ageingMs` bounds it.
 *
 * @example
 * ```ts
 * const queue = new PriorityBatchQueue<string>();
 * await queue.put("a", "NORMAL");
 * await queue.put("b", "CRITICAL");
 * await queue.put("c", "NORMAL");
 * await queue.getBatch(2); // ["b", "a"]
 * ```
 */
export class PriorityBatchQueue<T> {
  readonly #queues: Readonly<Record<Priority, BoundedQueue<Entry<T>>>>;
  readonly #takers: WaitingLine<void, void>;
  readonly #ageingMs: number;
  readonly #now: () => number;

  /**
   * @throws {RangeError | TypeError} if `maxSize` is neither a positive integer nor Infinity, or
   * `ageingMs` no number from 0 up
   */
  constructor(options: PriorityBatchQueueOptions = {}) {
    const { maxSize = 100, ageingMs = Infinity, now = () => performance.now() } = options;
    checkTimeout("create PriorityBatchQueue", "ageingMs", ageingMs);
    this.#queues = {
      CRITICAL: new BoundedQueue({ maxSize, now }),
      NORMAL: new BoundedQueue({ maxSize, now }),
    };
    this.#takers = new WaitingLine(now);
    this.#ageingMs = ageingMs;
    this.#now = now;
  }

  /** Records that it holds now, by priority. */
  get sizes(): Readonly<Record<Priority, number>> {
    return { CRITICAL: this.#queues.CRITICAL.size, NORMAL: this.#queues.NORMAL.size };
  }

  get closed(): boolean {
    return this.#queues.CRITICAL.closed;
  }

  /**
   * Puts a record in, waiting while the queue of its priority is full.
   *
   * @throws {TypeError} if there is no such priority, as a rejection
   * @throws {QueueClosedError} if the queue is closed, before or during the wait, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  async put(record: T, priority: Priority, options: WaitOptions = {}): Promise<void> {
    if (!Object.hasOwn(this.#queues, priority)) {
      throw new TypeError(
        `Cannot put as \`priority\` must be "CRITICAL" or "NORMAL": received ${inspect(priority)}`,
      );
    }
    const dueMs = this.#now() + (priority === "NORMAL" ? this.#ageingMs : 0);
    await this.#queues[priority].put({ record, dueMs }, options);
    this.#takers.serve();
  }

  /**
   * Takes up to `batchSize` records, at least one, waiting while there is none.
   *
   * @throws {RangeError} if `batchSize` is not a positive integer, as a rejection
   * @throws {QueueClosedError} if the queue is closed and empty, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  async getBatch(batchSize: number, { signal }: WaitOptions = {}): Promise<T[]> {
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(
        `Cannot get batch as \`batchSize\` must be a positive integer: received ${inspect(batchSize)}`,
      );
    }
    signal?.throwIfAborted();
    for (;;) {
      const batch = [...this.#drain(batchSize)];
      if (batch.length > 0) return batch;
      if (this.closed) throw new QueueClosedError("get");
      // Woken, it may find that somebody else was faster: then it waits again.
      await this.#takers.join(undefined, signal);
    }
  }

  /**
   * Yields batches until the queue is closed and empty.
   *
   * @throws as `getBatch`, but for the end
   */
  async *batches(
    batchSize: number,
    options: WaitOptions = {},
  ): AsyncGenerator<T[], void, undefined> {
    try {
      for (;;) yield await this.getBatch(batchSize, options);
    } catch (error) {
      if (!(error instanceof QueueClosedError)) throw error;
    }
  }

  /** Accepts no more records; what it holds can still be taken. Idempotent. */
  close(): void {
    for (const queue of Object.values(this.#queues)) queue.close();
    this.#takers.serveAll();
  }

  *#drain(most: number): Generator<T> {
    for (let left = most; left > 0; left--) {
      const taken = this.#queues[this.#next()].tryGet();
      if (!taken) return;
      yield taken.value.record;
    }
  }

  /** Which priority is served next. */
  #next(): Priority {
    const critical = this.#queues.CRITICAL.peek()?.value;
    const normal = this.#queues.NORMAL.peek()?.value;
    const isNormalDue = critical && normal && normal.dueMs < critical.dueMs;
    return critical && !isNormalDue ? "CRITICAL" : "NORMAL";
  }
}
