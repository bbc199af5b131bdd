import { startWait } from "../timing/start-wait.ts";

/**
 * Settles as `work` does, if it does so within `durationMs`; else it rejects with a sentence that
 * says what has not answered. It makes a failing check of what would hang for ever. The work itself
 * goes on, unheard.
 *
 * @param what  who is to answer, in the words of the message
 * @throws {Error} after `durationMs`, as a rejection
 * @throws what the work throws, as a rejection
 *
 * @example
 * ```ts
 * await within(5000, "handleRequest", () => Promise.resolve(3)); // 3
 * await within(10, "get", new BoundedQueue({ maxSize: 1 }).get()).catch((error) =>
 *   String(error),
 * ); // "Error: get has not answered after 10 ms"
 * ```
 */
export function within<T>(
  durationMs: number,
  what: string,
  work: PromiseLike<T> | (() => T | PromiseLike<T>),
): Promise<T> {
  return new Promise((resolve, reject) => {
    // Made here, so that its stack is that of the check.
    const late = new Error(
      `${what} has not answered after ${durationMs.toLocaleString("en-US")} ms`,
    );
    const callOff = startWait(durationMs, undefined, {
      onTime: () => reject(late),
      onAbort: () => {},
    });
    const settle = async () => await (typeof work === "function" ? work() : work);
    settle().finally(callOff).then(resolve, reject);
  });
}
