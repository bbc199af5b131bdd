import { inspect } from "node:util";
import { checkTimeout } from "./check-duration.ts";
import type { Operation } from "./operation.ts";
import { startWait } from "./start-wait.ts";
import { TimeoutError } from "./timeout-error.ts";
import type { WaitOptions } from "./wait-options.ts";

/**
 * Gives an operation `timeoutMs` milliseconds: the counterpart of `asyncio.wait_for` (lecture 29,
 * exercise 4), with an `AbortSignal` where Python cancels the task.
 *
 * At the deadline the operation's signal aborts with a `TimeoutError`, or before that with the
 * caller's reason when the caller's signal aborts. The promise rejects with that reason then and
 * there, even if the operation does not heed its signal and goes on; what becomes of it later is
 * ignored. If the operation's promise has its value at that moment, the value wins: an item that
 * has just left a queue is not lost.
 *
 * @param timeoutMs milliseconds from 0 up; Infinity for no deadline
 * @throws what `operation` throws, synchronously or not, as a rejection
 * @throws {TimeoutError} at the deadline, as a rejection
 * @throws `signal.reason` once the caller's signal aborts, as a rejection
 * @throws {TypeError} if `operation` is not a function or `timeoutMs` not a number, as a rejection
 * @throws {RangeError} if `timeoutMs` is negative or NaN, as a rejection
 *
 * @example
 * ```ts
 * try {
 *   await withDeadline((signal) => sleep(60_000, { signal }), 10);
 * } catch (error) {
 *   console.log(String(error)); // TimeoutError: Not done within 10 ms
 * }
 * ```
 */
export async function withDeadline<T>(
  operation: Operation<T>,
  timeoutMs: number,
  { signal }: WaitOptions = {},
): Promise<T> {
  if (typeof operation !== "function") {
    throw new TypeError(
      `Cannot set deadline as \`operation\` must be a function: received ${inspect(operation)}`,
    );
  }
  checkTimeout("set deadline", "timeoutMs", timeoutMs);
  signal?.throwIfAborted();

  const controller = new AbortController();
  return new Promise((resolve, reject) => {
    const giveUp = (reason: unknown) => {
      controller.abort(reason);
      // Not at once: a value that is there already comes first in the queue of microtasks.
      queueMicrotask(() => reject(reason));
    };
    const stopWaiting = startWait(timeoutMs, signal, {
      onTime: () => giveUp(new TimeoutError(timeoutMs)),
      onAbort: giveUp,
    });
    start(operation, controller.signal).then(
      (value) => {
        stopWaiting();
        resolve(value);
      },
      (error) => {
        stopWaiting();
        reject(controller.signal.aborted ? controller.signal.reason : error);
      },
    );
  });
}

/**
 * Calls `operation`, and makes a synchronous throw a rejection. Unlike an async function it hands a
 * promise on as it is: what that promise settles to is known without a turn of microtasks more.
 */
function start<T>(operation: Operation<T>, signal: AbortSignal): Promise<T> {
  try {
    return Promise.resolve(operation(signal));
  } catch (error) {
    return Promise.reject(error);
  }
}
