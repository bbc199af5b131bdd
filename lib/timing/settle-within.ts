import { inspect } from "node:util";
import { checkTimeout } from "./check-duration.ts";
import type { Operation } from "./operation.ts";
import { startWait } from "./start-wait.ts";
import { TimeoutError } from "./timeout-error.ts";
import type { WaitOptions } from "./wait-options.ts";

/** What has become of an operation: `Promise.allSettled`'s answers, and `pending`. */
export type Settlement<T> = PromiseSettledResult<T> | { readonly status: "pending" };

/**
 * Starts all operations and says, in their order, what has become of each as soon as all are
 * settled or `timeoutMs` milliseconds have passed: the counterpart of
 * `asyncio.wait(tasks, timeout=…)` (lecture 31, exercise 2).
 *
 * Unlike Python's, it also ends what is late: each operation has a signal of its own, and those
 * still pending see theirs abort with a `TimeoutError`. What becomes of them later is ignored; to
 * wind up, they may need a little longer than the answer. If the caller's signal aborts, all that
 * are pending see its reason, and the promise rejects with it.
 *
 * @param timeoutMs milliseconds from 0 up; Infinity to wait for all
 * @throws `signal.reason` once the caller's signal aborts, as a rejection; never because of an
 *   operation
 * @throws {TypeError} if `operations` is not an array of functions or `timeoutMs` not a number, as
 *   a rejection
 * @throws {RangeError} if `timeoutMs` is negative or NaN, as a rejection
 *
 * @example
 * ```ts
 * const shards = [10, 60_000].map((delayMs) => async (signal: AbortSignal) => {
 *   await sleep(delayMs, { signal });
 *   return delayMs;
 * });
 * await settleWithin(shards, 100); // [{ status: "fulfilled", value: 10 }, { status: "pending" }]
 * ```
 */
export async function settleWithin<T>(
  operations: readonly Operation<T>[],
  timeoutMs: number,
  { signal }: WaitOptions = {},
): Promise<Settlement<T>[]> {
  if (!Array.isArray(operations) || operations.some((one) => typeof one !== "function")) {
    throw new TypeError(
      `Cannot settle as \`operations\` must be an array of functions: received ${inspect(operations)}`,
    );
  }
  checkTimeout("settle", "timeoutMs", timeoutMs);
  signal?.throwIfAborted();

  const tasks = operations.map((operation) => new Task<T>(operation));
  return new Promise((resolve, reject) => {
    const conclude = () => resolve(tasks.map(({ settlement }) => settlement));
    const abortPending = (reason: unknown) => {
      for (const task of tasks) task.abortIfPending(reason);
    };
    const stopWaiting = startWait(timeoutMs, signal, {
      onTime: () => {
        conclude();
        abortPending(new TimeoutError(timeoutMs));
      },
      onAbort: (reason) => {
        reject(reason);
        abortPending(reason);
      },
    });
    Promise.all(tasks.map((task) => task.run())).then(() => {
      stopWaiting();
      conclude();
    });
  });
}

class Task<T> {
  settlement: Settlement<T> = { status: "pending" };
  readonly #operation: Operation<T>;
  readonly #controller = new AbortController();

  constructor(operation: Operation<T>) {
    this.#operation = operation;
  }

  /** Never rejects. */
  async run(): Promise<void> {
    try {
      const value = await this.#operation(this.#controller.signal);
      this.settlement = { status: "fulfilled", value };
    } catch (reason) {
      this.settlement = { status: "rejected", reason };
    }
  }

  abortIfPending(reason: unknown): void {
    if (this.settlement.status === "pending") this.#controller.abort(reason);
  }
}
