import { BoundedQueue } from "../queues/bounded-queue.ts";
import { checkTimeout } from "../timing/check-duration.ts";
import { startWait } from "../timing/start-wait.ts";
import type { WaitOptions } from "../timing/wait-options.ts";

/** What records come from: an `AsyncSensorSource`, for one. */
export interface RecordSource<T> {
  readonly name: string;
  /** Ends, or throws, once the signal aborts. */
  records(options: { readonly signal: AbortSignal }): AsyncIterable<T>;
}

/** What became of a source. */
export interface SourceReport {
  readonly name: string;
  /** Those that it has put into the queue. */
  readonly records: number;
  /** Whether the time was up, or it had no more, or it threw `error`. */
  readonly ending: "stopped" | "ended" | "failed";
  readonly error?: unknown;
}

/** How an `AsyncIngestionLayer` is built. */
export interface AsyncIngestionLayerOptions {
  /**
   * The most records that wait in its queue.
   *
   * @default 50
   */
  readonly maxSize?: number;
}

/**
 * Puts the records of many sources into one bounded queue (lecture 36, exercise 1, requirement 1).
 * A source that fails is reported, and the others go on.
 *
 * When the time is up, no source is asked for another record; those that wait for a place in the
 * queue still get one, and then the queue is closed, so that whoever reads it comes to its end. For
 * that, somebody has to read it.
 *
 * @example
 * ```ts
 * const source = (name: string, values: number[]) => ({
 *   name,
 *   async *records() {
 *     yield* values;
 *   },
 * });
 * const layer = new AsyncIngestionLayer([source("s1", [1, 2]), source("s2", [3])]);
 * const reports = layer.run(1_000);
 * (await Array.fromAsync(layer.queue)).sort(); // [1, 2, 3]
 * (await reports)[0]; // { name: "s1", records: 2, ending: "ended" }
 * ```
 */
export class AsyncIngestionLayer<T> {
  /** What it puts the records in. */
  readonly queue: BoundedQueue<T>;
  readonly #sources: readonly RecordSource<T>[];
  #hasRun = false;

  /** @throws {RangeError | TypeError} if `maxSize` is neither a positive integer nor Infinity */
  constructor(
    sources: Iterable<RecordSource<T>>,
    { maxSize = 50 }: AsyncIngestionLayerOptions = {},
  ) {
    this.#sources = [...sources];
    this.queue = new BoundedQueue({ maxSize });
  }

  /**
   * Reads all sources for `durationMs` milliseconds, or until they end, and closes the queue.
   *
   * An abort by `signal` ends it at once: what waits for a place in the queue is dropped.
   *
   * @returns what became of each source, in their order
   * @throws {RangeError | TypeError} if `durationMs` is not a number from 0 up, as a rejection
   * @throws {Error} at the second call, as the queue is closed, as a rejection
   * @throws `signal.reason` once the signal aborts, as a rejection
   */
  async run(durationMs: number, { signal }: WaitOptions = {}): Promise<readonly SourceReport[]> {
    checkTimeout("run", "durationMs", durationMs);
    if (this.#hasRun) {
      throw new Error(
        "Cannot run twice as the queue is closed after the first time: create another",
      );
    }
    this.#hasRun = true;
    const stop = new AbortController();
    const callOff = startWait(durationMs, signal, {
      onTime: () => stop.abort(new DOMException("The time is up", "AbortError")),
      onAbort: (reason) => stop.abort(reason),
    });
    try {
      signal?.throwIfAborted();
      return await Promise.all(
        this.#sources.map((source) => this.#ingest(source, { stop: stop.signal, signal })),
      );
    } finally {
      callOff();
      this.queue.close();
    }
  }

  async #ingest(
    source: RecordSource<T>,
    { stop, signal }: { readonly stop: AbortSignal; readonly signal: AbortSignal | undefined },
  ): Promise<SourceReport> {
    let records = 0;
    try {
      for await (const record of source.records({ signal: stop })) {
        // The end of the time does not reach this wait: a record that was made arrives.
        await this.queue.put(record, { signal });
        records++;
        if (stop.aborted) break;
      }
      return { name: source.name, records, ending: stop.aborted ? "stopped" : "ended" };
    } catch (error) {
      signal?.throwIfAborted();
      if (stop.aborted) return { name: source.name, records, ending: "stopped" };
      return { name: source.name, records, ending: "failed", error };
    }
  }
}
