import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { Piscina } from "piscina";
import type { Outcome, WorkerCall } from "../workers/entry.ts";
import { type Call, CallTracker, nameOf } from "./call-tracker.ts";
import { decodeError } from "./error-codec.ts";
import type { Executor, ExecutorCounts, RunArguments } from "./executor.ts";
import { findUncloneable } from "./uncloneable.ts";
import { describeForWorker } from "./worker-function.ts";

/** How a `ThreadPool` is built. */
export interface ThreadPoolOptions {
  /**
   * Threads, all started at once. A thread has a heap of its own, about 24 MB at first.
   *
   * @default os.availableParallelism(), the number of cores at hand
   */
  readonly maxWorkers?: number;
}

const entry = fileURLToPath(new URL("../workers/entry.ts", import.meta.url));

/**
 * Runs functions on worker threads, by Piscina. A thread of Node has its own heap and event loop,
 * and no lock is shared with the others: this is what Python needs a `ProcessPoolExecutor` for.
 *
 * A function that a module in `lib/workers/` exports crosses by its name, any other by its source,
 * without the variables around it. Arguments and results are copied by structured clone; what
 * `transfer` names moves instead.
 *
 * @throws {RangeError} if `maxWorkers` is not a positive integer
 *
 * @example
 * ```ts
 * const pool = new ThreadPool({ maxWorkers: 3 });
 * const values = Float64Array.of(0.25, 0.75);
 * const report = await pool.run({ transfer: [values.buffer] }, analyzeRequest, { requestId: 7, values });
 * await pool.close();
 * ```
 */
export class ThreadPool implements Executor {
  readonly #calls = new CallTracker("ThreadPool");
  readonly #piscina: Piscina<WorkerCall, Outcome>;

  constructor({ maxWorkers = availableParallelism() }: ThreadPoolOptions = {}) {
    if (!Number.isInteger(maxWorkers) || maxWorkers < 1) {
      throw new RangeError(
        `Cannot create ThreadPool as \`maxWorkers\` must be a positive integer: received ${inspect(maxWorkers)}`,
      );
    }
    this.#piscina = new Piscina({
      filename: entry,
      // A pool that may shrink to no thread would strand what is queued when a worker dies.
      minThreads: maxWorkers,
      maxThreads: maxWorkers,
      stricterFIFO: true,
    });
    // A thread that dies while idle is replaced; unheard, the event would end this process.
    this.#piscina.on("error", () => {});
  }

  run = ((...argumentsOfRun: RunArguments) =>
    this.#calls.track(argumentsOfRun, (call) => this.#send(call))) as Executor["run"];

  async close(): Promise<void> {
    await this.#calls.drain();
    await this.#piscina.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get counts(): ExecutorCounts {
    const { completed, failed, pending } = this.#calls;
    const queued = Math.min(this.#piscina.queueSize, pending);
    return {
      workers: this.#piscina.maxThreads,
      running: pending - queued,
      queued,
      completed,
      failed,
    };
  }

  async #send({ options: { signal, transfer = [] }, fn, args }: Call): Promise<unknown> {
    const target = await describeForWorker(fn);
    let outcome: Outcome;
    try {
      outcome = await this.#piscina.run(
        { target, args },
        { signal: signal ?? null, transferList: [...transfer] as never },
      );
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      throw explainRefusal(error, { fn, args });
    }
    if (outcome.ok) return outcome.value;
    throw decodeError(outcome.error);
  }
}

/** Says which argument could not be sent, if that is what went wrong. */
function explainRefusal(error: unknown, { fn, args }: Pick<Call, "fn" | "args">): unknown {
  if (!(error instanceof DOMException) || error.name !== "DataCloneError") return error;
  const found = findUncloneable(args);
  const reason = found ? `args${found.path} is ${found.kind}` : error.message;
  return new TypeError(`Cannot send the arguments of ${nameOf(fn)} to a worker: ${reason}`, {
    cause: error,
  });
}
