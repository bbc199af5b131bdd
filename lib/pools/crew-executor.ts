import { inspect } from "node:util";
import { notify } from "../checks/notify.ts";
import { ownTimers } from "../timing/own-timers.ts";
import { announce } from "./announcements.ts";
import { continueStack } from "./continue-stack.ts";
import type { Crew, Ending } from "./crew.ts";
import type {
  Executor,
  ExecutorCounts,
  ExecutorOptions,
  MapOptions,
  RunArguments,
  RunOptions,
  Task,
} from "./executor.ts";
import { idleExecutors } from "./idle-executors.ts";
import { Job, nameOf } from "./job.ts";
import { mapInOrder } from "./map-in-order.ts";
import { QueueFullError } from "./queue-full-error.ts";
import { type CheckedOptions, readCall, readOptions, signalsOf } from "./read-call.ts";

/**
 * What every executor is: a queue, first in, first out, before a crew of workers. The kinds differ
 * in their crews alone.
 */
export class CrewExecutor implements Executor {
  readonly #kind: string;
  readonly #crew: Crew;
  readonly #options: CheckedOptions;
  /** All that are not over, in the order of their calls. */
  readonly #pending = new Set<Job>();
  /** Those of them that the crew has not been given. */
  readonly #queue = new Set<Job>();
  readonly #listener = {
    onBegun: (job: Job) => this.#onBegun(job),
    onOver: (job: Job, ending: Ending) => this.#onOver(job, ending),
  };
  #running = 0;
  #isStarted = false;
  #givenUp: Error | undefined;
  #closing: Promise<void> | undefined;
  #onDrained = () => {};
  #keepAlive: NodeJS.Timeout | undefined;
  #completed = 0;
  #failed = 0;
  #mostRunning = 0;
  #mostQueued = 0;

  /** @param kind  the executor's class in messages */
  constructor(kind: string, crew: Crew, options: ExecutorOptions) {
    this.#kind = kind;
    this.#crew = crew;
    this.#options = readOptions(kind, options);
    announce("executorCreated", () => {
      return { executor: this, kind, name: this.#options.name, workers: crew.size };
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
    const ending = await this.#accept(argumentsOfRun as unknown as RunArguments).ending;
    if (ending.outcome === "completed") return ending.value;
    const { thrown, isForeign } = ending;
    if (isForeign && thrown instanceof Error) continueStack(thrown, this.run);
    throw thrown;
  }

  map<T, R>(
    fn: (item: T) => R,
    items: Iterable<T> | AsyncIterable<T>,
    { window = 2 * this.#crew.size, ...options }: MapOptions = {},
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
      workers: this.#crew.size,
      running: Math.min(this.#running, this.#crew.size),
      queued,
      waiting: idle - queued,
      completed: this.#completed,
      failed: this.#failed,
      replaced: this.#crew.replaced,
      mostRunning: this.#mostRunning,
      mostQueued: this.#mostQueued,
    };
  }

  #accept(argumentsOfRun: RunArguments): Job {
    const call = readCall(this.#kind, argumentsOfRun);
    const { options, fn } = call;
    if (this.#closing) {
      throw new Error(`Cannot run ${nameOf(fn)} as this ${this.#kind} is closed: create a new one`);
    }
    if (this.#givenUp) throw this.#givenUp;
    const signals = signalsOf(options);
    for (const signal of signals) signal.throwIfAborted();
    this.#refuseIfFull(fn);
    const job = new Job(call, signals, this.#listener);
    if (this.#pending.size === 0) this.#wake();
    this.#pending.add(job);
    this.#queue.add(job);
    announce("taskQueued", () => this.#describe(job));
    this.#dispatch();
    const queued = Math.min(this.#pending.size - this.#running, this.#options.maxQueue);
    if (queued > this.#mostQueued) this.#mostQueued = queued;
    return job;
  }

  #refuseIfFull(fn: Task): void {
    const { maxQueue, whenFull } = this.#options;
    if (whenFull === "wait" || this.#pending.size < this.#crew.size + maxQueue) return;
    throw new QueueFullError(
      `Cannot run ${nameOf(fn)} as ${maxQueue} calls wait already: run it later, or let this ${this.#kind} have a larger \`maxQueue\``,
      maxQueue,
    );
  }

  #dispatch(): void {
    for (const job of this.#queue) {
      if (this.#crew.room === 0) break;
      if (job.isAborted) continue;
      this.#queue.delete(job);
      job.handTo(this.#crew);
    }
    this.#holdOn();
  }

  /** A worker that is about to start does not keep this process alive: a call that waits does. */
  #holdOn(): void {
    if (this.#pending.size > this.#running) {
      this.#keepAlive ??= ownTimers().setInterval(() => {}, 2 ** 30);
    } else if (this.#keepAlive) {
      ownTimers().clearInterval(this.#keepAlive);
      this.#keepAlive = undefined;
    }
  }

  #onBegun(job: Job): void {
    announce("taskStarted", () => ({ ...this.#describe(job), worker: job.worker ?? 0 }));
    this.#running++;
    // A worker may begin a call in the moment before the end of its last one is told.
    const running = Math.min(this.#running, this.#crew.size);
    if (running > this.#mostRunning) this.#mostRunning = running;
  }

  #onOver(job: Job, ending: Ending): void {
    this.#pending.delete(job);
    this.#queue.delete(job);
    if (job.worker !== undefined) this.#running--;
    if (ending.outcome === "completed") this.#completed++;
    else this.#failed++;
    const { name, onTask } = this.#options;
    announce("taskSettled", () => {
      const record = job.record(name, ending);
      return { ...this.#describe(job), worker: job.worker, outcome: ending.outcome, record };
    });
    if (onTask) notify(onTask, job.record(name, ending));
    if (this.#pending.size === 0) this.#sleep();
    else this.#dispatch();
  }

  #describe({ call: { fn, args } }: Job) {
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
    this.#crew.start({
      onRoom: () => this.#dispatch(),
      onGivenUp: (reason) => {
        this.#givenUp = reason;
        const ending: Ending = { outcome: "died", thrown: reason, isForeign: true };
        for (const job of this.#pending) job.end(ending);
      },
    });
  }

  #parkLater(): void {
    if (this.#closing || !this.#crew.isCostly) return;
    idleExecutors.add(this, () => {
      this.#isStarted = false;
      void this.#crew.stop();
    });
  }

  async #shutDown(): Promise<void> {
    if (this.#pending.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onDrained = resolve;
      });
    }
    idleExecutors.remove(this);
    await this.#crew.stop();
    announce("executorClosed", () => ({ executor: this }));
  }
}
