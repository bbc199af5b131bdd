import { availableParallelism } from "node:os";
import { checkWorkers } from "./check-workers.ts";
import type { ExecutorOptions } from "./executor.ts";
import { ProcessWorkers } from "./process-workers.ts";
import { QueuedExecutor } from "./queued-executor.ts";

/** How a `ProcessPool` is built. */
export interface ProcessPoolOptions extends ExecutorOptions {
  /**
   * Processes, all started at once. One takes about 66 MB of memory, 22 MB of them for itself.
   *
   * @default os.availableParallelism(), the number of cores at hand
   */
  readonly maxWorkers?: number;
  /**
   * The heap that a process may fill, in megabytes (2²⁰ bytes), from 16 up. One that needs more dies of it, and
   * its call rejects with a `WorkerDiedError`. Typed arrays do not count.
   *
   * @default what Node takes for right on this machine
   */
  readonly maxOldSpaceMb?: number;
}

/**
 * Runs functions in child processes. In Python that is what computing in parallel takes; in Node a
 * `ThreadPool` does that, sooner and with less memory. What a process gives beyond is isolation: it
 * may abort, be killed, or run out of memory, and nobody else is harmed.
 *
 * Functions, arguments and results cross as they do to a `ThreadPool`, but through a pipe: nothing is
 * shared, and nothing moves. What a function has printed is shown before its call is answered.
 *
 * No process outlives this one, however it ends.
 *
 * @example
 * ```ts
 * const pool = new ProcessPool({ maxWorkers: 2 });
 * const crash = await pool.run(() => process.abort()).catch((error) => error);
 * crash.name; // "WorkerDiedError"
 * await pool.run((a: number, b: number) => a + b, 1, 2); // 3
 * await pool.close();
 * ```
 */
export class ProcessPool extends QueuedExecutor {
  /** @throws {RangeError | TypeError} if an option is not what it must be */
  constructor(options: ProcessPoolOptions = {}) {
    const { maxWorkers = availableParallelism(), maxOldSpaceMb } = options;
    checkWorkers("ProcessPool", { maxWorkers, maxOldSpaceMb });
    super("ProcessPool", new ProcessWorkers(maxWorkers, maxOldSpaceMb), options);
  }
}
