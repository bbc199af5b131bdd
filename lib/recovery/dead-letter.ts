/** A record that could not be processed, and why (lecture 36, exercise 4, requirement 4). */
export interface DeadLetter<T> {
  /** Unlike that of any other in its log. */
  readonly id: number;
  readonly record: T;
  /** The `name` of the last error, such as `WorkerDiedError`. */
  readonly errorType: string;
  readonly message: string;
  /** How often it was tried in all. */
  readonly attempts: number;
  /** When it failed last, in milliseconds since 1970. */
  readonly failedAtMs: number;
}
