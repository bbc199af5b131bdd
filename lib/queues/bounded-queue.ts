import { refuse } from "../checks/refuse.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import { type ItemPut, type ItemTaken, queueChannels } from "./announcements.ts";
import type { BoundedQueueStats } from "./bounded-queue-stats.ts";
import { LinkedList } from "./linked-list.ts";
import { QueueClosedError } from "./queue-closed-error.ts";
import { WaitingLine } from "./waiting-line.ts";

const { queueCreated, itemPut, itemTaken } = queueChannels;

/** How a `BoundedQueue` is built. */
export interface BoundedQueueOptions {
  /** The most items it holds: a positive integer, or Infinity to see what having no bound does. */
  readonly maxSize: number;
  /**
   * The clock by which waits are measured, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
}

/**
 * A queue that makes its producers wait while it is full: `asyncio.Queue(maxsize)`, with `close`
 * in place of poison pills (lecture 29, slide 7 and exercise 2).
 *
 * First in, first out, for the items and for those who wait on either side. An item goes straight
 * to a getter that waits, and a place straight to a putter that waits, so nobody jumps the queue.
 * A promise is no good item, as `get` would await it: put it in an object.
 *
 * @throws {TypeError} if `maxSize` is not a number
 * @throws {RangeError} if `maxSize` is neither a positive integer nor Infinity
 *
 * @example
 * ```ts
 * const queue = new BoundedQueue<number>({ maxSize: 2 });
 * const consume = async () => {
 *   for await (const item of queue) console.log(item); // 0, 1, 2, 3
 * };
 * const consumed = consume();
 * for (let n = 0; n < 4; n++) await queue.put(n);
 * queue.close();
 * await consumed;
 * ```
 */
export class BoundedQueue<T> implements AsyncIterable<T> {
  readonly maxSize: number;
  // While a getter waits there is no item, and while a putter waits there is no place.
  readonly #items = new LinkedList<T>();
  readonly #putters: WaitingLine<T, void>;
  readonly #getters: WaitingLine<void, T>;
  readonly #joiners: WaitingLine<void, void>;
  #puts = 0;
  #peakSize = 0;
  #tasksDone = 0;
  #closed = false;

  constructor({ maxSize, now = () => performance.now() }: BoundedQueueOptions) {
    if (!((Number.isInteger(maxSize) && maxSize > 0) || maxSize === Infinity)) {
      const wanted = "a positive integer or Infinity";
      refuse("create BoundedQueue", "maxSize", { value: maxSize, wanted });
    }
    this.maxSize = maxSize;
    this.#putters = new WaitingLine(now);
    this.#getters = new WaitingLine(now);
    this.#joiners = new WaitingLine(now);
    if (queueCreated.hasSubscribers) queueCreated.publish({ queue: this, maxSize });
  }

  /** Items that it holds now. */
  get size(): number {
    return this.#items.length;
  }

  /** Whether `close` has been called; items may be left. */
  get closed(): boolean {
    return this.#closed;
  }

  get stats(): BoundedQueueStats {
    return {
      puts: this.#puts,
      // What was accepted and is here no more.
      gets: this.#puts - this.#items.length,
      peakSize: this.#peakSize,
      putWaits: this.#putters.waits,
      getWaits: this.#getters.waits,
      putBlockedMs: this.#putters.blockedMs,
      getBlockedMs: this.#getters.blockedMs,
      waitingPutters: this.#putters.length,
      waitingGetters: this.#getters.length,
    };
  }

  /**
   * Puts an item in, waiting while the queue is full. If the wait ends early, the item has never
   * been in the queue.
   *
   * @throws {QueueClosedError} if the queue is closed, before or during the wait, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  put(item: T, { signal }: WaitOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#closed) return Promise.reject(new QueueClosedError("put"));
    return this.#accept(item) ? Promise.resolve() : this.#putters.join(item, signal);
  }

  /**
   * Puts an item in if there is a place now: false if not.
   *
   * @throws {QueueClosedError} if the queue is closed, as no later try would do better
   */
  tryPut(item: T): boolean {
    if (this.#closed) throw new QueueClosedError("put");
    return this.#accept(item);
  }

  /**
   * Takes the first item out, waiting while the queue is empty. If the wait ends early, no item
   * has been taken.
   *
   * @throws {QueueClosedError} if the queue is closed and empty, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  get({ signal }: WaitOptions = {}): Promise<T> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const taken = this.#take();
    if (taken) return Promise.resolve(taken.value);
    if (this.#closed) return Promise.reject(new QueueClosedError("get"));
    return this.#getters.join(undefined, signal);
  }

  /**
   * Takes the first item out if there is one now, in an object, as an item may be `undefined`.
   * What a closed and empty queue has to give is nothing, too.
   */
  tryGet(): { readonly value: T } | undefined {
    const taken = this.#take();
    return taken && { value: taken.value };
  }

  /** Tells what `tryGet` would take, and leaves it where it is. */
  peek(): { readonly value: T } | undefined {
    return this.#items.first && { value: this.#items.first.value };
  }

  /**
   * Says that the work on an item that was taken is done, for `join`.
   *
   * @throws {RangeError} if called more often than items were put
   */
  taskDone(): void {
    if (this.#tasksDone === this.#puts) {
      throw new RangeError(
        `Cannot mark a task as done as the tasks of all ${this.#puts} items put are done already`,
      );
    }
    this.#tasksDone++;
    if (this.#tasksDone === this.#puts) this.#joiners.serveAll();
  }

  /**
   * Waits until `taskDone` has been called for every item put so far and until then.
   *
   * @throws `signal.reason` if the signal aborts first, as a rejection
   */
  join({ signal }: WaitOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    return this.#tasksDone === this.#puts
      ? Promise.resolve()
      : this.#joiners.join(undefined, signal);
  }

  /**
   * Accepts no more items: a put, waiting or new, rejects with a `QueueClosedError`. What is in
   * the queue can still be taken; then gets reject in the same way, and loops over the queue end.
   * Idempotent.
   */
  close(): void {
    this.#closed = true;
    this.#putters.disperse(() => new QueueClosedError("put"));
    this.#getters.disperse(() => new QueueClosedError("get"));
  }

  /**
   * Takes item by item until the queue is closed and empty. Several loops share the items among
   * them, and one that is left early has taken only the items that it was given.
   */
  [Symbol.asyncIterator](): AsyncIterator<T, void> {
    const give = (value: T) => ({ done: false, value }) as const;
    const end = (error: unknown) => {
      if (error instanceof QueueClosedError) return { done: true, value: undefined } as const;
      throw error;
    };
    // Not a generator, which would await every item once more: there is nothing to clean up.
    return { next: () => this.get().then(give, end) };
  }

  #accept(item: T): boolean {
    if (this.#getters.serve(item)) {
      this.#announcePut(item, { sizeBefore: 0, waited: false });
      this.#announceTaken(item, { waited: true });
    } else {
      if (this.#items.length >= this.maxSize) return false;
      this.#store(item, { waited: false });
    }
    this.#puts++;
    return true;
  }

  #take(): { readonly value: T } | undefined {
    const taken = this.#items.shift();
    if (taken) {
      this.#announceTaken(taken.value, { waited: false });
      const putter = this.#putters.serve();
      if (putter) {
        this.#store(putter.brought, { waited: true });
        this.#puts++;
      }
    }
    return taken;
  }

  #store(item: T, { waited }: Pick<ItemPut, "waited">): void {
    this.#items.push(item);
    this.#peakSize = Math.max(this.#peakSize, this.#items.length);
    this.#announcePut(item, { sizeBefore: this.size - 1, waited });
  }

  #announcePut(item: T, how: Pick<ItemPut, "sizeBefore" | "waited">): void {
    if (!itemPut.hasSubscribers) return;
    const message: ItemPut = { queue: this, item, sizeAfter: this.size, ...how };
    itemPut.publish(message);
  }

  #announceTaken(item: T, how: Pick<ItemTaken, "waited">): void {
    if (!itemTaken.hasSubscribers) return;
    const message: ItemTaken = { queue: this, item, sizeAfter: this.size, ...how };
    itemTaken.publish(message);
  }
}
