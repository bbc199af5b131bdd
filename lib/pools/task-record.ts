/**
 * What became of one call: an executor hands this to its `onTask` option when the call is over.
 * Times are in milliseconds on the clock of `performance.now()` in the thread that called `run`.
 */
export interface TaskRecord {
  /** The executor's name, such as `compute`. */
  readonly executor: string;
  /** The thread's or process's number; absent if the call never started. */
  readonly worker?: number;
  /** The call's label, or else its function's name. */
  readonly task: string;
  /** When `run` was called. */
  readonly submittedMs: number;
  /** When a worker began; absent if the call never started. */
  readonly startedMs?: number;
  /** When the worker was done with it, or it was given up. */
  readonly endedMs: number;
  /**
   * `failed`: the function threw. `aborted`: its signal gave it up. `timed out`: a deadline did.
   * `died`: its worker did.
   */
  readonly outcome: "completed" | "failed" | "aborted" | "timed out" | "died";
}
