import { inspect } from "node:util";
import type { BoundedQueue } from "../queues/bounded-queue.ts";
import { QueueClosedError } from "../queues/queue-closed-error.ts";
import { checkTimeout } from "../timing/check-duration.ts";
import { TimeoutError } from "../timing/timeout-error.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import { withDeadline } from "../timing/with-deadline.ts";

/** How batches are cut. */
export interface AssembleOptions extends WaitOptions {
  /** Records in a full batch. */
  readonly batchSize: number;
  /** How long a batch that has begun may go without a new record, in milliseconds. */
  readonly maxWaitMs: number;
}

/**
 * Makes batches of single records (lecture 36, exercise 1, requirement 2): a batch has `batchSize`
 * records, or fewer if no new one comes for `maxWaitMs`, or none at all any more.
 *
 * Every record that is taken from the queue is in one batch: also the last ones before the queue
 * closes, and those of a batch that has begun when the signal aborts.
 *
 * @example
 * ```ts
 * const queue = new BoundedQueue<number>({ maxSize: 10 });
 * for (const record of [1, 2, 3, 4, 5]) await queue.put(record);
 * queue.close();
 * const assembler = new BatchAssembler();
 * const batches = assembler.assemble(queue, { batchSize: 2, maxWaitMs: 100 });
 * await Array.fromAsync(batches); // [[1, 2], [3, 4], [5]]
 * assembler.counts; // { full: 2, partial: 1, records: 5 }
 * ```
 */
export class BatchAssembler {
  #full = 0;
  #partial = 0;
  #records = 0;

  /** The batches so far, and the records in them. */
  get counts(): { readonly full: number; readonly partial: number; readonly records: number } {
    return { full: this.#full, partial: this.#partial, records: this.#records };
  }

  /**
   * Yields batches until the queue is closed and empty.
   *
   * @throws `signal.reason` once the signal aborts, after the batch that has begun
   * @throws {RangeError} if `batchSize` is not a positive integer, or `maxWaitMs` negative
   */
  async *assemble<T>(
    queue: BoundedQueue<T>,
    { batchSize, maxWaitMs, signal }: AssembleOptions,
  ): AsyncGenerator<T[], void, undefined> {
    if (!Number.isInteger(batchSize) || batchSize < 1) {
      throw new RangeError(
        `Cannot assemble as \`batchSize\` must be a positive integer: received ${inspect(batchSize)}`,
      );
    }
    checkTimeout("assemble", "maxWaitMs", maxWaitMs);
    for (;;) {
      const { batch, end } = await collect(queue, { batchSize, maxWaitMs, signal });
      if (batch.length > 0) {
        this.#records += batch.length;
        if (batch.length === batchSize) this.#full++;
        else this.#partial++;
        yield batch;
      }
      if (end instanceof QueueClosedError) return;
      if (end) throw end.reason;
    }
  }
}

/** One batch; and why there is to be no other, if there is not. */
async function collect<T>(
  queue: BoundedQueue<T>,
  { batchSize, maxWaitMs, signal }: AssembleOptions,
): Promise<{ batch: T[]; end?: QueueClosedError | { readonly reason: unknown } }> {
  const batch: T[] = [];
  const get = (ofWait: AbortSignal | undefined) => queue.get({ signal: ofWait });
  while (batch.length < batchSize) {
    try {
      // What is there already needs no timer; and nothing hurries a batch that has not begun.
      const ready = queue.tryGet();
      if (ready) batch.push(ready.value);
      else if (batch.length === 0) batch.push(await get(signal));
      else batch.push(await withDeadline(get, maxWaitMs, { signal }));
    } catch (error) {
      if (error instanceof QueueClosedError) return { batch, end: error };
      if (signal?.aborted) return { batch, end: { reason: signal.reason } };
      if (error instanceof TimeoutError) return { batch };
      throw error;
    }
  }
  return { batch };
}
