import { TimeoutError, type WaitOptions } from "concurrency-lab";
import {
  checkDuration,
  checkPositiveInteger,
  checkTimeout,
  LinkedList,
  type LinkedNode,
  notify,
  onAbort,
  startWait,
} from "concurrency-lab/internal";
import type { AggregatorCounts, AggregatorOptions } from "./aggregator-options.ts";
import { ExpiryLine, type ExpiryNode } from "./expiry-line.ts";

/** A request from `submit` to its answer. */
interface Pending<I, O> {
  readonly input: I;
  readonly sinceMs: number;
  readonly resolve: (output: O) => void;
  readonly reject: (reason: unknown) => void;
  stopListening: () => void;
  /** Its place among those that wait, until its batch begins. */
  place: LinkedNode<Pending<I, O>> | undefined;
  /** Its place among those that are not answered, until it is. */
  expiry: ExpiryNode<Pending<I, O>> | undefined;
}

/**
 * Makes batches of single requests, as a model takes hardly longer for 32 inputs than for one
 * (reflection question 7, part 2). First in, first out.
 *
 * A batch begins as soon as a worker is idle (fewer than `maxConcurrentBatches` are under way) and
 * it is full, or its first request has waited for `lingerMs`. With 0 that is at once: what has come
 * by the end of this turn of the event loop goes. Under load batches grow by themselves, while the
 * worker is busy; the linger only decides how many small ones there are below that. The document's
 * policy is 50, almost: its loop starts the 50 ms anew with each request that comes, so a batch of
 * 32 at one request in 40 ms waits for more than a second. Here they count from the first.
 *
 * A request that is given up, by its signal or after `timeoutMs`, leaves the queue, and takes no
 * place in a batch. A batch that fails fails its own requests alone.
 *
 * @throws {TypeError | RangeError} if an option is not what it must be
 *
 * @example
 * ```ts
 * const sizes: number[] = [];
 * const square = async (inputs: readonly number[]) => {
 *   sizes.push(inputs.length);
 *   return inputs.map((n) => n * n);
 * };
 * const aggregator = new BatchAggregator(square, { maxBatchSize: 2 });
 * await Promise.all([1, 2, 3].map((n) => aggregator.submit(n))); // [1, 4, 9]
 * sizes; // [2, 1]
 * await aggregator.close();
 * ```
 */
export class BatchAggregator<I, O> {
  readonly #process: (inputs: readonly I[]) => PromiseLike<readonly O[]>;
  readonly #options: Required<AggregatorOptions>;
  readonly #waiting = new LinkedList<Pending<I, O>>();
  readonly #unanswered: ExpiryLine<Pending<I, O>>;
  /** Calls off the end of the linger, or of this turn. */
  #stopLinger: (() => void) | undefined;
  #running = 0;
  #batches = 0;
  #batched = 0;
  #dropped = 0;
  #closing: PromiseWithResolvers<void> | undefined;

  /** @param process  gives an output for each input, in their order */
  constructor(
    process: (inputs: readonly I[]) => PromiseLike<readonly O[]>,
    options: AggregatorOptions = {},
  ) {
    this.#process = process;
    this.#options = checkOptions(options);
    const { timeoutMs, now } = this.#options;
    const onExpire = (pending: Pending<I, O>) => {
      pending.expiry = undefined;
      this.#drop(pending, new TimeoutError(timeoutMs));
    };
    this.#unanswered = new ExpiryLine({ timeoutMs, now, onExpire });
  }

  get counts(): AggregatorCounts {
    return {
      waiting: this.#waiting.length,
      running: this.#running,
      batches: this.#batches,
      batched: this.#batched,
      dropped: this.#dropped,
    };
  }

  /** Whether nothing waits, and no batch is under way. */
  get isIdle(): boolean {
    return this.#waiting.length === 0 && this.#running === 0;
  }

  /**
   * Puts a request into one of the next batches, and gives its output.
   *
   * @throws what the batch failed with, as a rejection
   * @throws {TimeoutError} after `timeoutMs`, as a rejection
   * @throws `signal.reason` if the signal aborts first, as a rejection
   * @throws {Error} after `close`, as a rejection
   */
  submit(input: I, { signal }: WaitOptions = {}): Promise<O> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#closing) {
      return Promise.reject(
        new Error("Cannot submit as this BatchAggregator is closed: create a new one"),
      );
    }
    return new Promise((resolve, reject) => {
      const pending: Pending<I, O> = {
        input,
        sinceMs: this.#options.now(),
        resolve,
        reject,
        stopListening: doNothing,
        place: undefined,
        expiry: undefined,
      };
      pending.place = this.#waiting.push(pending);
      pending.expiry = this.#unanswered.add(pending);
      if (signal) {
        pending.stopListening = onAbort(signal, (reason) => this.#drop(pending, reason));
      }
      this.#consider();
    });
  }

  /**
   * Accepts no more, answers what it has without more lingering, and resolves when that is done.
   * Idempotent.
   */
  close(): Promise<void> {
    if (!this.#closing) {
      this.#closing = Promise.withResolvers();
      this.#consider();
      this.#closeIfIdle();
    }
    return this.#closing.promise;
  }

  /**
   * Begins all batches whose time has come, and sees to it that the next one's will be seen.
   *
   * @param isTurnOver  what comes in this turn of the event loop is not worth waiting for
   */
  #consider(isTurnOver = this.#closing !== undefined): void {
    const { maxBatchSize, maxConcurrentBatches, lingerMs, now } = this.#options;
    for (let { first } = this.#waiting; first; first = this.#waiting.first) {
      if (this.#running >= maxConcurrentBatches) break;
      const remainingMs = this.#closing ? 0 : first.value.sinceMs + lingerMs - now();
      const isDue = remainingMs <= 0 && (lingerMs > 0 || isTurnOver);
      if (this.#waiting.length < maxBatchSize && !isDue) {
        this.#linger(remainingMs);
        return;
      }
      this.#begin();
    }
    this.#endLinger();
  }

  #endLinger(): void {
    this.#stopLinger?.();
    this.#stopLinger = undefined;
  }

  #linger(remainingMs: number): void {
    if (this.#stopLinger) return;
    const onTime = () => {
      this.#stopLinger = undefined;
      this.#consider(true);
    };
    if (remainingMs > 0) {
      const ends = { onTime, onAbort: doNothing };
      this.#stopLinger = startWait(Math.ceil(remainingMs), undefined, ends);
    } else {
      const immediate = setImmediate(onTime);
      this.#stopLinger = () => clearImmediate(immediate);
    }
  }

  #begin(): void {
    // The timer may be late, as this thread has been busy: nobody waits for these any more.
    this.#unanswered.expire();
    const batch: Pending<I, O>[] = [];
    while (batch.length < this.#options.maxBatchSize) {
      const pending = this.#waiting.shift()?.value;
      if (!pending) break;
      pending.place = undefined;
      batch.push(pending);
    }
    if (batch.length === 0) return;
    this.#running++;
    this.#batches++;
    this.#batched += batch.length;
    void this.#run(batch);
  }

  async #run(batch: readonly Pending<I, O>[]): Promise<void> {
    const { now, onBatch } = this.#options;
    const startedMs = now();
    let isOk = false;
    try {
      const outputs = await this.#process(batch.map(({ input }) => input));
      if (outputs.length !== batch.length) {
        throw new RangeError(
          `Cannot answer ${batch.length} requests as their batch has ${outputs.length} outputs: give one for each input`,
        );
      }
      isOk = true;
      for (const [n, output] of outputs.entries()) {
        const pending = batch[n] as Pending<I, O>;
        if (this.#settle(pending)) pending.resolve(output);
      }
    } catch (error) {
      for (const pending of batch) if (this.#settle(pending)) pending.reject(error);
    }
    this.#running--;
    notify(onBatch, { size: batch.length, startedMs, endedMs: now(), isOk });
    this.#consider(true);
    this.#closeIfIdle();
  }

  /** Answers one who does not wait any longer, wherever it is. */
  #drop(pending: Pending<I, O>, reason: unknown): void {
    if (pending.place) {
      this.#waiting.remove(pending.place);
      pending.place = undefined;
    }
    this.#dropped++;
    this.#settle(pending);
    pending.reject(reason);
    if (this.#waiting.length === 0) this.#endLinger();
    this.#closeIfIdle();
  }

  /** Whether it is still to be answered. */
  #settle(pending: Pending<I, O>): boolean {
    pending.stopListening();
    if (!pending.expiry) return false;
    this.#unanswered.remove(pending.expiry);
    pending.expiry = undefined;
    return true;
  }

  #closeIfIdle(): void {
    if (this.isIdle) this.#closing?.resolve();
  }
}

const doNothing = () => {};

function checkOptions(options: AggregatorOptions): Required<AggregatorOptions> {
  const { maxBatchSize = 32, lingerMs = 5, maxConcurrentBatches = 1 } = options;
  const { timeoutMs = Infinity, now = () => performance.now(), onBatch = doNothing } = options;
  const what = "create BatchAggregator";
  checkPositiveInteger(what, "maxBatchSize", maxBatchSize);
  checkDuration(what, "lingerMs", lingerMs);
  checkPositiveInteger(what, "maxConcurrentBatches", maxConcurrentBatches);
  checkTimeout(what, "timeoutMs", timeoutMs);
  return { maxBatchSize, lingerMs, maxConcurrentBatches, timeoutMs, now, onBatch };
}
