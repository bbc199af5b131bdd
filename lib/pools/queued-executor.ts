import { inspect } from "node:util";
import { notify } from "../checks/notify.ts";
import { ownTimers } from "../timing/own-timers.ts";
import { announce } from "./announcements.ts";
import { continueStack } from "./continue-stack.ts";
import type {
  Executor,
  ExecutorCounts,
  ExecutorOptions,
  MapOptions,
  RunArguments,
  RunOptions,
  TaskFunction,
} from "./executor.ts";
import { idleExecutors } from "./idle-executors.ts";
import { mapInOrder } from "./map-in-order.ts";
import { QueueFullError } from "./queue-full-error.ts";
import { type CheckedOptions, readOptions, readRequest, signalsOf } from "./read-run.ts";
import { nameOf, Task } from "./task.ts";
import type { Outcome, Workers } from "./workers.ts";

/**
 * What every executor is: a queue, first in, first out, before some workers. The kinds
 * differ in their workers alone.
 */
export class QueuedExecutor implements Executor {
  readonly #kind: string;
  readonly #workers: Workers;
  readonly #options: CheckedOptions;
  /** All that are not settled, in order of submission. */
  readonly #pending = new Set<Task>();
  /** Those of them that no worker has been given. */
  readonly #queue = new Set<Task>();
  readonly #listener = {
    onStarted: (task: Task) => this.#onStarted(task),
    onSettled: (task: Task, outcome: Outcome) => this.#onSettled(task, outcome),
  };
  #running = 0;
  #isStarted = false;
  #failure: Error | undefined;
  #closing: Promise<void> | undefined;
  #onDrained = () => {};
  #keepAlive: NodeJS.Timeout | undefined;
  #completed = 0;
  #failed = 0;
  #peakRunning = 0;
  #peakQueued = 0;

  /** @param kind  the executor's class in messages */
  constructor(kind: string, workers: Workers, options: ExecutorOptions) {
    this.#kind = kind;
    this.#workers = workers;
    this.#options = readOptions(kind, options);
    announce("executorCreated", () => {
      return { executor: this, kind, name: this.#options.name, workers: workers.size };
    });
    this.#start();
    this.#parkLater();
  }

  run<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>>;
  run<A extends readonly unknown[], R>(
    options: RunOptions,
    fn: (...args: A) => R,
    ...args: A
  ): Promise<Awaited<R>>;
  async run(...argumentsOfRun: unknown[]): Promise<unknown> {
    const outcome = await this.#accept(argumentsOfRun as unknown as RunArguments).outcome;
    if (outcome.status === "completed") return outcome.value;
    const { thrown, isForeign } = outcome;
    if (isForeign && thrown instanceof Error) continueStack(thrown, this.run);
    throw thrown;
  }

  map<T, R>(
    fn: (item: T) => R,
    items: Iterable<T> | AsyncIterable<T>,
    { window = 2 * this.#workers.size, ...options }: MapOptions = {},
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    if (!Number.isInteger(window) || window < 1) {
      throw new RangeError(
        `Cannot map as \`window\` must be a positive integer: received ${inspect(window)}`,
      );
    }
    const run = (item: T, signal: AbortSignal) => this.run({ ...options, signal }, fn, item);
    return mapInOrder(run, items, { window, signal: options.signal });
  }

  close(): Promise<void> {
    this.#closing ??= this.#shutDown();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  get counts(): ExecutorCounts {
    const idle = this.#pending.size - this.#running;
    const queued = Math.min(idle, this.#options.maxQueue);
    return {
      workers: this.#workers.size,
      running: Math.min(this.#running, this.#workers.size),
      queued,
      waiting: idle - queued,
      completed: this.#completed,
      failed: this.#failed,
      replaced: this.#workers.replaced,
      peakRunning: this.#peakRunning,
      peakQueued: this.#peakQueued,
    };
  }

  #accept(argumentsOfRun: RunArguments): Task {
    const request = readRequest(this.#kind, argumentsOfRun);
    const { options, fn } = request;
    if (this.#closing) {
      throw new Error(`Cannot run ${nameOf(fn)} as this ${this.#kind} is closed: create a new one`);
    }
    if (this.#failure) throw this.#failure;
    const signals = signalsOf(options);
    for (const signal of signals) signal.throwIfAborted();
    this.#rejectIfFull(fn);
    const task = new Task(request, signals, this.#listener);
    if (this.#pending.size === 0) this.#wake();
    this.#pending.add(task);
    this.#queue.add(task);
    announce("taskQueued", () => this.#describe(task));
    this.#dispatch();
    const queued = Math.min(this.#pending.size - this.#running, this.#options.maxQueue);
    if (queued > this.#peakQueued) this.#peakQueued = queued;
    return task;
  }

  #rejectIfFull(fn: TaskFunction): void {
    const { maxQueue, whenFull } = this.#options;
    if (whenFull === "wait" || this.#pending.size < this.#workers.size + maxQueue) return;
    throw new QueueFullError(
      `Cannot run ${nameOf(fn)} as ${maxQueue} tasks wait already: run it later, or let this ${this.#kind} have a larger \`maxQueue\``,
      maxQueue,
    );
  }

  #dispatch(): void {
    for (const task of this.#queue) {
      if (this.#workers.availableSlots === 0) break;
      if (task.isAborted) continue;
      this.#queue.delete(task);
      task.submitTo(this.#workers);
    }
    this.#holdOn();
  }

  /** A worker that is about to start does not keep this process alive: a task that waits does. */
  #holdOn(): void {
    if (this.#pending.size > this.#running) {
      this.#keepAlive ??= ownTimers().setInterval(() => {}, 2 ** 30);
    } else if (this.#keepAlive) {
      ownTimers().clearInterval(this.#keepAlive);
      this.#keepAlive = undefined;
    }
  }

  #onStarted(task: Task): void {
    announce("taskStarted", () => ({ ...this.#describe(task), worker: task.worker ?? 0 }));
    this.#running++;
    // A worker may start a task in the moment before the end of its last one is told.
    const running = Math.min(this.#running, this.#workers.size);
    if (running > this.#peakRunning) this.#peakRunning = running;
  }

  #onSettled(task: Task, outcome: Outcome): void {
    this.#pending.delete(task);
    this.#queue.delete(task);
    if (task.worker !== undefined) this.#running--;
    if (outcome.status === "completed") this.#completed++;
    else this.#failed++;
    const { name, onTask } = this.#options;
    announce("taskSettled", () => {
      const record = task.record(name, outcome);
      return { ...this.#describe(task), worker: task.worker, outcome: outcome.status, record };
    });
    if (onTask) notify(onTask, task.record(name, outcome));
    if (this.#pending.size === 0) this.#sleep();
    else this.#dispatch();
  }

  #describe({ fn, args }: Task) {
    return { executor: this, fn, args };
  }

  /** There is something to do. */
  #wake(): void {
    idleExecutors.remove(this);
    this.#start();
  }

  /** There is nothing to do. */
  #sleep(): void {
    this.#holdOn();
    this.#onDrained();
    this.#parkLater();
  }

  #start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#workers.start({
      onSlotAvailable: () => this.#dispatch(),
      onFailure: (reason) => {
        this.#failure = reason;
        const outcome: Outcome = { status: "died", thrown: reason, isForeign: true };
        for (const task of this.#pending) task.settle(outcome);
      },
    });
  }

  #parkLater(): void {
    if (this.#closing || !this.#workers.isCostly) return;
    idleExecutors.add(this, () => {
      this.#isStarted = false;
      void this.#workers.stop();
    });
  }

  async #shutDown(): Promise<void> {
    if (this.#pending.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onDrained = resolve;
      });
    }
    idleExecutors.remove(this);
    await this.#workers.stop();
    announce("executorClosed", () => ({ executor: this }));
  }
}
