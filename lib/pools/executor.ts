import type { Transferable } from "node:worker_threads";
import type { TaskRecord } from "./task-record.ts";

/** What `run` accepts in front of the function. */
export interface RunOptions {
  /**
   * Gives the call up: one that waits never starts, one that runs is stopped (its worker is ended
   * and replaced), and the promise rejects with `signal.reason`.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Gives the call up with a `TimeoutError` if it is not done this many milliseconds after `run`
   * was called. The time in the queue counts, as it does for `asyncio.wait_for`.
   *
   * @default Infinity
   */
  readonly timeoutMs?: number;
  /**
   * The same, counted from the moment at which a worker begins: the time in the queue is free.
   *
   * @default Infinity
   */
  readonly runTimeoutMs?: number;
  /**
   * What moves into the worker instead of being copied: the `buffer` of a typed array, a
   * `MessagePort`. It is unusable here afterwards. (A `SharedArrayBuffer` is shared as it is, and
   * refused here.) Only threads can do that: to a process, everything is copied.
   */
  readonly transfer?: readonly (Transferable | ArrayBufferLike)[];
  /**
   * What the call is called in records.
   *
   * @default the name of the function
   */
  readonly label?: string;
}

/** What `map` accepts. The time-outs count for each call alone. */
export interface MapOptions extends Omit<RunOptions, "transfer" | "label"> {
  /**
   * Results that may be under way or waiting to be read.
   *
   * @default twice the number of workers
   */
  readonly window?: number;
}

/** What every executor can be told when it is created. */
export interface ExecutorOptions {
  /**
   * What it is called in records.
   *
   * @default its kind, such as `ThreadPool`
   */
  readonly name?: string;
  /**
   * Calls that may wait for a worker.
   *
   * @default Infinity
   */
  readonly maxQueue?: number;
  /**
   * What becomes of a call when `maxQueue` are waiting: it waits before the queue, so that its
   * promise settles later, or it is rejected with a `QueueFullError`.
   *
   * @default "wait"
   */
  readonly whenFull?: "wait" | "reject";
  /** Told of each call once it is over: what `timeline` draws. */
  readonly onTask?: (record: TaskRecord) => void;
}

/** How many calls an executor has seen, and where they are now. */
export interface ExecutorCounts {
  /** Calls that can run at the same time. */
  readonly workers: number;
  readonly running: number;
  /** In the queue: at most `maxQueue`. */
  readonly queued: number;
  /** Before the queue, as it is full. */
  readonly waiting: number;
  readonly completed: number;
  /** Rejected, for whatever reason. */
  readonly failed: number;
  /** Workers that died or were stopped, and had to be replaced. */
  readonly replaced: number;
  /** The most that ran at a time. */
  readonly peakRunning: number;
  /** The most that were queued at a time. */
  readonly peakQueued: number;
}

/**
 * The bridge between the event loop and the place where a function runs: what the course calls
 * `run_in_executor` (lecture 29, slide 3).
 *
 * An executor is created once, shared by all who need it, and closed (slide 4).
 *
 * @example
 * ```ts
 * const executor: Executor = new ThreadPool({ maxWorkers: 3 });
 * const report = await executor.run(analyzeRequest, { requestId: 0, values: [0.25, 0.75] });
 * report.mean; // 0.5
 * await executor.close();
 * ```
 */
export interface Executor extends AsyncDisposable {
  /**
   * Runs `fn(...args)` where this executor runs things. Calls start in the order in which they
   * were made.
   *
   * @throws what `fn` throws, as a rejection: the same class, message, properties and cause
   * @throws {TypeError} if `fn`, an argument or the result cannot cross to where it has to
   * @throws {WorkerDiedError} if the worker ends before the function does
   * @throws {TimeoutError} after `timeoutMs` or `runTimeoutMs`
   * @throws {QueueFullError} if the queue is full, and `whenFull` is `"reject"`
   * @throws {Error} after `close`
   */
  run<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  run<A extends readonly unknown[], R>(
    options: RunOptions,
    fn: (...args: A) => R,
    ...args: A
  ): Promise<Awaited<R>>;

  /**
   * Runs `fn` on each item, and yields the results in the order of the items. Items are read as
   * there is room in the `window`, so that even an endless source takes bounded memory.
   *
   * The first error ends it, in the place of its result. Whoever stops reading, by an error or by
   * `break`, gives up what is under way.
   *
   * @example
   * ```ts
   * const executor = new InlineExecutor();
   * const squares = await Array.fromAsync(executor.map((n: number) => n ** 2, [1, 2, 3]));
   * squares; // [1, 4, 9]
   * ```
   */
  map<T, R>(
    fn: (item: T) => R,
    items: Iterable<T> | AsyncIterable<T>,
    options?: MapOptions,
  ): AsyncGenerator<Awaited<R>, void, undefined>;

  /** Accepts no more calls, waits for those it has, then lets its workers go. Idempotent. */
  close(): Promise<void>;

  readonly counts: ExecutorCounts;
}

/** The two forms of `run`, told apart. */
export type RunArguments =
  | readonly [fn: TaskFunction, ...args: unknown[]]
  | readonly [options: RunOptions, fn: TaskFunction, ...args: unknown[]];

/** A function whose arguments have been checked where it was handed in. */
export type TaskFunction = (...args: never[]) => unknown;
