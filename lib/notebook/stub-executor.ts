import type {
  Executor,
  ExecutorCounts,
  MapOptions,
  RunArguments,
  RunOptions,
  TaskFunction,
} from "../pools/executor.ts";
import { mapInOrder } from "../pools/map-in-order.ts";
import { readRequest } from "../pools/read-run.ts";
import { withDeadline } from "../timing/with-deadline.ts";

/** A call that a `StubExecutor` was given. */
export interface StubCall {
  readonly fn: TaskFunction;
  readonly args: readonly unknown[];
  /** What `run` was given in front of the function. */
  readonly options: RunOptions;
}

/** How a `StubExecutor` is built. */
export interface StubExecutorOptions {
  /**
   * What becomes of a call: what this returns, throws, or a promise of it.
   *
   * @default the function of the call is called, right here
   */
  readonly answer?: (call: StubCall) => unknown;
  /**
   * The workers that it says it has. It takes any number of calls all the same.
   *
   * @default 1
   */
  readonly workers?: number;
  /**
   * Keeps all answers back until `release`.
   *
   * @default false
   */
  readonly hold?: boolean;
}

/**
 * An executor without workers, for a check that has to know what it was asked to do, and to decide
 * when and what it answers. Deadlines and signals of calls count as they do in a pool.
 *
 * @example
 * ```ts
 * const executor = new StubExecutor({ answer: ({ args }) => `got ${args[0]}` });
 * await executor.run(Math.sqrt, 2); // "got 2"
 * executor.calls.map(({ fn, args }) => [fn.name, args]); // [["sqrt", [2]]]
 * executor.peakInFlight; // 1
 * ```
 */
export class StubExecutor implements Executor {
  /** All calls, in their order. */
  readonly calls: StubCall[] = [];
  readonly #answer: (call: StubCall) => unknown;
  readonly #workers: number;
  readonly #held: (() => void)[] = [];
  #holds: boolean;
  #inFlight = 0;
  #peakInFlight = 0;
  #completed = 0;
  #failed = 0;
  #isClosed = false;

  constructor({ answer = callHere, workers = 1, hold = false }: StubExecutorOptions = {}) {
    this.#answer = answer;
    this.#workers = workers;
    this.#holds = hold;
  }

  /** Calls that are not settled. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** The most calls that were not settled at a time. */
  get peakInFlight(): number {
    return this.#peakInFlight;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Lets the first `count` answers go that are kept back; without a count all, and all to come. */
  release(count = Infinity): void {
    if (count === Infinity) this.#holds = false;
    for (const letGo of this.#held.splice(0, count)) letGo();
  }

  run<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  run<A extends readonly unknown[], R>(
    options: RunOptions,
    fn: (...args: A) => R,
    ...args: A
  ): Promise<Awaited<R>>;
  async run(...argumentsOfRun: unknown[]): Promise<unknown> {
    const call = readRequest("StubExecutor", argumentsOfRun as unknown as RunArguments);
    if (this.#isClosed) throw new Error("Cannot run as this StubExecutor is closed");
    const { signal, timeoutMs = Infinity, runTimeoutMs = Infinity } = call.options;
    this.calls.push(call);
    this.#peakInFlight = Math.max(this.#peakInFlight, ++this.#inFlight);
    try {
      const limitMs = Math.min(timeoutMs, runTimeoutMs);
      const value = await withDeadline((gone) => this.#settle(call, gone), limitMs, { signal });
      this.#completed++;
      return value;
    } catch (error) {
      this.#failed++;
      throw error;
    } finally {
      this.#inFlight--;
    }
  }

  map<T, R>(
    fn: (item: T) => R,
    items: Iterable<T> | AsyncIterable<T>,
    { window = 2 * this.#workers, ...options }: MapOptions = {},
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    const run = (item: T, signal: AbortSignal) => this.run({ ...options, signal }, fn, item);
    return mapInOrder(run, items, { window, signal: options.signal });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get counts(): ExecutorCounts {
    const running = Math.min(this.#inFlight, this.#workers);
    return {
      workers: this.#workers,
      running,
      queued: this.#inFlight - running,
      waiting: 0,
      completed: this.#completed,
      failed: this.#failed,
      replaced: 0,
      peakRunning: Math.min(this.#peakInFlight, this.#workers),
      peakQueued: Math.max(0, this.#peakInFlight - this.#workers),
    };
  }

  async #settle(call: StubCall, gone: AbortSignal): Promise<unknown> {
    if (this.#holds) await new Promise<void>((resolve) => this.#held.push(resolve));
    else await undefined;
    // A call that was given up meanwhile is not run, as in a pool.
    return gone.aborted ? undefined : this.#answer(call);
  }
}

function callHere({ fn, args }: StubCall): unknown {
  return fn(...(args as never[]));
}
