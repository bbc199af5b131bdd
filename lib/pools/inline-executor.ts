import type { ExecutorOptions } from "./executor.ts";
import { QueuedExecutor } from "./queued-executor.ts";
import type { Outcome, RunRequest, SubmittedTask, Workers } from "./workers.ts";

/**
 * Runs each function right here, in the calling thread, one after the other: the sequential
 * baseline with which a pool is compared. Arguments and results are not copied:
 * an instance keeps its class, and what the function changes is changed here.
 *
 * Two things follow from there being no worker: while a synchronous function runs, the event loop
 * stands still, and nothing can stop it. A signal or a time-out still keeps a waiting call from
 * starting; an asynchronous function is given up: it goes on, unheard, and the next one starts.
 *
 * @example
 * ```ts
 * const executor = new InlineExecutor();
 * await executor.run(Math.hypot, 3, 4); // 5
 * await executor.close();
 * ```
 */
export class InlineExecutor extends QueuedExecutor {
  /** @throws {RangeError | TypeError} if an option is not what it must be */
  constructor(options: ExecutorOptions = {}) {
    super("InlineExecutor", new InlineWorkers(), options);
  }
}

/** The calling thread, as the one worker. */
class InlineWorkers implements Workers {
  readonly size = 1;
  readonly isCostly = false;
  readonly replaced = 0;
  #current: SubmittedTask | undefined;

  get availableSlots(): number {
    return this.#current ? 0 : 1;
  }

  start(): void {}

  submit(task: SubmittedTask): void {
    this.#current = task;
    task.start(0);
    void this.#run(task);
  }

  cancel(task: SubmittedTask): void {
    if (this.#current === task) this.#current = undefined;
  }

  async stop(): Promise<void> {}

  async #run(task: SubmittedTask): Promise<void> {
    // Whoever called `run` goes on first, and may give it up.
    await undefined;
    if (this.#current !== task) return;
    const outcome = await runHere(task);
    this.cancel(task);
    task.settle(outcome);
  }
}

async function runHere({ fn, args }: RunRequest): Promise<Outcome> {
  const startedMs = performance.now();
  const span = () => ({ startedMs, endedMs: performance.now() });
  try {
    const value = await fn(...(args as never[]));
    return { status: "completed", value, span: span() };
  } catch (thrown) {
    return { status: "failed", thrown, isForeign: false, span: span() };
  }
}
