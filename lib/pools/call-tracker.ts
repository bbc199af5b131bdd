import { inspect } from "node:util";
import type { RunArguments, RunOptions, Task } from "./executor.ts";
import { orInterruption } from "./interruption.ts";

/** A call as an executor carries it out. */
export interface Call {
  readonly options: RunOptions;
  readonly fn: Task;
  readonly args: readonly unknown[];
}

/**
 * What every executor does around a call, wherever it runs: read the arguments of `run`, refuse
 * after `close`, count, and know what is still under way.
 */
export class CallTracker {
  readonly #owner: string;
  readonly #pending = new Set<Promise<unknown>>();
  #completed = 0;
  #failed = 0;
  #closed = false;

  /** @param owner  the executor's name in messages */
  constructor(owner: string) {
    this.#owner = owner;
  }

  /** Calls accepted and not yet settled. */
  get pending(): number {
    return this.#pending.size;
  }

  get completed(): number {
    return this.#completed;
  }

  get failed(): number {
    return this.#failed;
  }

  /** Accepts the call and has `perform` carry it out. */
  async track(argumentsOfRun: RunArguments, perform: (call: Call) => unknown): Promise<unknown> {
    const call = this.#read(argumentsOfRun);
    if (this.#closed) {
      throw new Error(
        `Cannot run ${nameOf(call.fn)} as this ${this.#owner} is closed: create a new one`,
      );
    }
    call.options.signal?.throwIfAborted();
    const result = (async () => perform(call))();
    this.#pending.add(result);
    try {
      const value = await result;
      this.#completed++;
      return value;
    } catch (error) {
      this.#failed++;
      throw error;
    } finally {
      this.#pending.delete(result);
    }
  }

  /** Refuses calls from now on, and waits until those accepted have settled. */
  async drain(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#pending);
  }

  #read(argumentsOfRun: RunArguments): Call {
    const [first, second] = argumentsOfRun;
    if (typeof first === "function") {
      return { options: withSignal({}), fn: first, args: argumentsOfRun.slice(1) };
    }
    if (typeof first === "object" && first !== null && typeof second === "function") {
      return { options: withSignal(first), fn: second as Task, args: argumentsOfRun.slice(2) };
    }
    throw new TypeError(
      `Cannot run in this ${this.#owner} as \`fn\` must be a function: received ${inspect(first)}`,
    );
  }
}

/** A call also ends with the cell that asked for it. */
function withSignal(options: RunOptions): RunOptions {
  const signal = orInterruption(options.signal);
  return signal ? { ...options, signal } : options;
}

/** A function's name in messages. */
export function nameOf(fn: Task): string {
  return fn.name === "" ? "an anonymous function" : fn.name;
}
