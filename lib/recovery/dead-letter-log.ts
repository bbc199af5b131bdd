import { inspect } from "node:util";
import type { Executor } from "../pools/executor.ts";
import type { WaitOptions } from "../timing/wait-options.ts";
import { computeRecords } from "./compute-records.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { DeadLetterFile, type DeadLetterFileOptions } from "./dead-letter-file.ts";
import type { RecordComputation, RecordOutcome } from "./record-outcome.ts";

/** What is known of a failure. */
export interface Failure {
  readonly error: unknown;
  readonly attempts: number;
}

/** How letters are replayed. */
export interface ReplayOptions<C extends object> extends WaitOptions {
  /** Where: a pool of processes, if a record may kill its worker. */
  readonly executor: Executor;
  /** What the computation is told besides the attempt. */
  readonly context?: C;
}

/** How a `DeadLetterLog` is built. */
export interface DeadLetterLogOptions {
  /**
   * The clock, in milliseconds since 1970.
   *
   * @default Date.now
   */
  readonly now?: () => number;
}

/**
 * Keeps the records that could not be processed, until a replay succeeds (lecture 36, exercise 4,
 * requirement 4): in memory, or with `open` in a file as well.
 *
 * @example
 * ```ts
 * const log = new DeadLetterLog<{ recordId: number; value: number }>();
 * await log.add([{ recordId: 7, value: 4 }], { error: new Error("worker crash"), attempts: 2 });
 * log.letters[0]?.message; // "worker crash"
 *
 * const executor = new InlineExecutor();
 * const outcomes = await Array.fromAsync(log.replay(computeRiskyBatch, { executor }));
 * outcomes[0]?.status; // "OK"
 * log.letters.length; // 0
 * await executor.close();
 * ```
 */
export class DeadLetterLog<T> implements AsyncDisposable {
  readonly #letters = new Map<number, DeadLetter<T>>();
  readonly #now: () => number;
  #file: DeadLetterFile<T> | undefined;
  #nextId = 1;
  #isReplaying = false;

  constructor({ now = Date.now }: DeadLetterLogOptions = {}) {
    this.#now = now;
  }

  /**
   * Opens a log that is kept in a file of JSON Lines, with the letters that are in it; a file that
   * is not there is made. What has been added is on the disk when its promise resolves. Only one
   * log at a time may have the file open.
   *
   * @throws {Error} if a line cannot be read: it says which, and what to do; as a rejection
   */
  static async open<T>(
    path: string,
    options: DeadLetterLogOptions & DeadLetterFileOptions = {},
  ): Promise<DeadLetterLog<T>> {
    const log = new DeadLetterLog<T>(options);
    const { file, letters, nextId } = await DeadLetterFile.open<T>(path, options);
    log.#file = file;
    log.#nextId = nextId;
    for (const letter of letters) log.#letters.set(letter.id, letter);
    return log;
  }

  /** Those that it holds, the oldest first. */
  get letters(): readonly DeadLetter<T>[] {
    return [...this.#letters.values()];
  }

  /**
   * Adds records that failed together.
   *
   * @throws {Error} if the file cannot be written, as a rejection. They are in the log all the same,
   * and are written with whatever is written next, or by `flush`.
   */
  async add(records: Iterable<T>, failure: Failure): Promise<void> {
    for (const record of records) this.#put({ id: this.#nextId++, record }, failure);
    await this.#file?.flush();
  }

  /**
   * Tries each letter once more, alone, and yields what became of those that have an outcome: they
   * leave the log once the outcome has been taken. Those that fail again stay, with the new error
   * and one attempt more. Letters that are added meanwhile wait for the next replay.
   *
   * @throws {Error} if a replay is under way
   * @throws {Error} if the file cannot be written, as `add`
   * @throws `signal.reason` once the signal aborts: the letter that was tried stays as it was
   */
  async *replay<R, C extends object>(
    computeFn: RecordComputation<T, R, C>,
    { executor, context, signal }: ReplayOptions<C>,
  ): AsyncGenerator<RecordOutcome<T, R>, void, undefined> {
    if (this.#isReplaying) throw new Error("Cannot replay as a replay is under way: await its end");
    this.#isReplaying = true;
    try {
      for (const { id, record, attempts } of this.letters) {
        const attempt = attempts + 1;
        let outcome: RecordOutcome<T, R> | undefined;
        try {
          const options = { executor, attempt, context, signal };
          [outcome] = await computeRecords(computeFn, [record], options);
        } catch (error) {
          signal?.throwIfAborted();
          this.#put({ id, record }, { error, attempts: attempt });
        }
        try {
          if (outcome) yield outcome;
        } finally {
          if (outcome) this.#remove(id);
          await this.#file?.flush();
        }
      }
    } finally {
      this.#isReplaying = false;
    }
  }

  /**
   * Writes what could not be written before.
   *
   * @throws {Error} if it still cannot be written, as a rejection
   */
  async flush(): Promise<void> {
    await this.#file?.flush();
  }

  /**
   * Writes what is left to write, and closes the file. Idempotent.
   *
   * @throws {Error} if it cannot be written, as a rejection; the file is closed all the same
   */
  async close(): Promise<void> {
    await this.#file?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #put(letter: Pick<DeadLetter<T>, "id" | "record">, { error, attempts }: Failure): void {
    const isError = error instanceof Error;
    const entry: DeadLetter<T> = {
      ...letter,
      errorType: isError ? error.name : typeof error,
      // There are objects that refuse to be text.
      message: isError ? error.message : typeof error === "object" ? inspect(error) : String(error),
      attempts,
      failedAtMs: this.#now(),
    };
    this.#letters.set(letter.id, entry);
    this.#file?.note({ letter: entry });
  }

  #remove(id: number): void {
    this.#letters.delete(id);
    this.#file?.note({ resolved: id });
  }
}
