import { CallTracker } from "./call-tracker.ts";
import type { Executor, ExecutorCounts, RunArguments } from "./executor.ts";

/**
 * Runs each function right here, in the calling thread, one after the other: the sequential
 * baseline with which a pool is compared. Arguments and results are not copied.
 *
 * Two things follow from there being no worker: while a synchronous function runs, the event loop
 * stands still, and a signal cannot stop it. A signal still keeps a waiting call from starting.
 *
 * @example
 * ```ts
 * const executor = new InlineExecutor();
 * await executor.run(Math.hypot, 3, 4); // 5
 * await executor.close();
 * ```
 */
export class InlineExecutor implements Executor {
  readonly #calls = new CallTracker("InlineExecutor");
  #last: Promise<unknown> = Promise.resolve();
  #running = 0;

  run = ((...argumentsOfRun: RunArguments) =>
    this.#calls.track(argumentsOfRun, ({ options, fn, args }) => {
      const result = this.#last.then(async () => {
        options.signal?.throwIfAborted();
        this.#running++;
        try {
          return await fn(...(args as never[]));
        } finally {
          this.#running--;
        }
      });
      this.#last = result.catch(() => {});
      return result;
    })) as Executor["run"];

  close(): Promise<void> {
    return this.#calls.drain();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get counts(): ExecutorCounts {
    const { completed, failed, pending } = this.#calls;
    return {
      workers: 1,
      running: this.#running,
      queued: pending - this.#running,
      completed,
      failed,
    };
  }
}
