/**
 * Says that a queue is closed: nothing can be put in any more, or the last item is gone. It is
 * what `asyncio.QueueShutDown` is in Python.
 *
 * @example
 * ```ts
 * const queue = new BoundedQueue<string>({ maxSize: 10 });
 * queue.close();
 * await queue.get().catch((error) => error instanceof QueueClosedError); // true
 * ```
 */
export class QueueClosedError extends Error {
  /** @param action what was to be done: "put" or "get" */
  constructor(action: "put" | "get") {
    super(`Cannot ${action} as this BoundedQueue is closed${action === "get" ? " and empty" : ""}`);
    this.name = "QueueClosedError";
  }
}
