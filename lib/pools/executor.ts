import type { Transferable } from "node:worker_threads";

/** What `run` accepts in front of the function. */
export interface RunOptions {
  /**
   * Gives the call up: one that still waits never starts, and the promise rejects with
   * `signal.reason` in either case.
   */
  readonly signal?: AbortSignal;
  /**
   * What moves into the worker instead of being copied: the `buffer` of a typed array, a
   * `MessagePort`. It is unusable here afterwards. (A `SharedArrayBuffer` is shared as it is, and
   * refused here.)
   */
  readonly transfer?: readonly (Transferable | ArrayBufferLike)[];
}

/** How many calls an executor has seen, and where they are now. */
export interface ExecutorCounts {
  /** Calls that can run at the same time. */
  readonly workers: number;
  readonly running: number;
  readonly queued: number;
  readonly completed: number;
  readonly failed: number;
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
 * await executor.close();
 * ```
 */
export interface Executor extends AsyncDisposable {
  /**
   * Runs `fn(...args)` where this executor runs things, first in, first out.
   *
   * @throws what `fn` throws, as a rejection: the same class, message, properties and cause
   * @throws {Error} after `close`
   */
  run<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  run<A extends readonly unknown[], R>(
    options: RunOptions,
    fn: (...args: A) => R,
    ...args: A
  ): Promise<Awaited<R>>;

  /** Accepts no more calls, waits for those it has, then lets its workers go. Idempotent. */
  close(): Promise<void>;

  readonly counts: ExecutorCounts;
}

/** The two forms of `run`, told apart. */
export type RunArguments =
  | readonly [fn: Task, ...args: unknown[]]
  | readonly [options: RunOptions, fn: Task, ...args: unknown[]];

/** A function whose arguments have been checked where it was handed in. */
export type Task = (...args: never[]) => unknown;
