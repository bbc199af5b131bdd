import { availableParallelism } from "node:os";
import { checkWorkers } from "./check-workers.ts";
import type { ExecutorOptions } from "./executor.ts";
import { QueuedExecutor } from "./queued-executor.ts";
import { ThreadWorkers } from "./thread-workers.ts";

/** How a `ThreadPool` is built. */
export interface ThreadPoolOptions extends ExecutorOptions {
  /**
   * Threads, all started at once. A thread has a heap of its own, 13 to 24 MB at first. For
   * computing, more than there are cores gain nothing; for calls that block, each waits in one.
   *
   * @default os.availableParallelism(), the number of cores at hand
   */
  readonly maxWorkers?: number;
  /**
   * The heap that a thread may fill, in megabytes (2²⁰ bytes), from 16 up. One that needs more dies of it, and
   * its call rejects with a `WorkerDiedError`. Typed arrays do not count. And it is no wall: now
   * and then V8 ends the whole process instead. What must survive that runs in a `ProcessPool`.
   *
   * @default what Node takes for right on this machine
   */
  readonly maxOldSpaceMb?: number;
}

/**
 * Runs functions on worker threads, by Piscina. A thread of Node has its own heap and event loop,
 * and no lock is shared with the others: this is what Python needs a `ProcessPoolExecutor` for.
 * With more threads than cores it is the tier for calls that block (lecture 29, slide 11).
 *
 * A function that a module in `lib/workers/` exports crosses by its name, any other by its source:
 * in a notebook together with the functions, classes, imports and constants that it uses, and without
 * variables and objects, which are state. Arguments and results are copied by structured clone; what
 * `transfer` names moves instead. A Buffer stays one, an instance of a class arrives as plain data,
 * and what is nested more than 1,000 levels deep is refused.
 *
 * A pool that is idle keeps its threads as long as not too many others are idle, too: of those that
 * nobody closed, the four used last. The others get new threads at their next call.
 *
 * @example
 * ```ts
 * const pool = new ThreadPool({ maxWorkers: 3 });
 * const values = Float64Array.of(0.25, 0.75);
 * const { mean } = await pool.run({ transfer: [values.buffer] }, analyzeRequest, { requestId: 7, values });
 * mean; // 0.5
 * values.length; // 0
 * await pool.close();
 * ```
 */
export class ThreadPool extends QueuedExecutor {
  /** @throws {RangeError | TypeError} if an option is not what it must be */
  constructor(options: ThreadPoolOptions = {}) {
    const { maxWorkers = availableParallelism(), maxOldSpaceMb } = options;
    checkWorkers("ThreadPool", { maxWorkers, maxOldSpaceMb });
    super("ThreadPool", new ThreadWorkers(maxWorkers, maxOldSpaceMb), options);
  }
}
