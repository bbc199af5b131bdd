import { onAbort } from "../timing/on-abort.ts";
import { startWait } from "../timing/start-wait.ts";
import { TimeoutError } from "../timing/timeout-error.ts";
import type { RunOptions, TaskFunction } from "./executor.ts";
import { outputOfHost } from "./interruption.ts";
import type { TaskRecord } from "./task-record.ts";
import type { Outcome, RunRequest, SubmittedTask, Workers } from "./workers.ts";

/** Whom a task tells of itself. */
export interface TaskListener {
  onStarted(task: Task): void;
  /** Called once, before `outcome` resolves. */
  onSettled(task: Task, outcome: Outcome): void;
}

/** What `run` was asked for, until it is over: it is queued, started by a worker, and settled once. */
export class Task implements SubmittedTask {
  readonly options: RunOptions;
  readonly fn: TaskFunction;
  readonly args: readonly unknown[];
  readonly output = outputOfHost();
  /** Resolves when it is over. */
  readonly outcome: Promise<Outcome>;
  readonly #listener: TaskListener;
  readonly #signals: readonly AbortSignal[];
  readonly #submittedMs = performance.now();
  #resolve: (outcome: Outcome) => void = () => {};
  /** What ends the waits for its signals and its time-outs. */
  #waits: (() => void)[] | undefined;
  #workers: Workers | undefined;
  #worker: number | undefined;
  #startedMs: number | undefined;
  #isSettled = false;

  /** @param signals  each of them cancels the task */
  constructor(request: RunRequest, signals: readonly AbortSignal[], listener: TaskListener) {
    this.options = request.options;
    this.fn = request.fn;
    this.args = request.args;
    this.#listener = listener;
    this.#signals = signals;
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    if (signals.length > 0) this.#listen();
    if (this.options.timeoutMs !== undefined) this.#limit(this.options.timeoutMs);
  }

  /** Whether it is about to be cancelled: other listeners of its signal come first. */
  get isAborted(): boolean {
    return this.#signals.some((signal) => signal.aborted);
  }

  get worker(): number | undefined {
    return this.#worker;
  }

  /** Submits it to the workers; it fails if they refuse it. */
  submitTo(workers: Workers): void {
    this.#workers = workers;
    try {
      workers.submit(this);
    } catch (thrown) {
      this.settle({ status: "failed", thrown, isForeign: true });
    }
  }

  start(worker: number): void {
    this.#worker = worker;
    this.#startedMs = performance.now();
    const { runTimeoutMs } = this.options;
    if (runTimeoutMs !== undefined) this.#limit(runTimeoutMs);
    this.#listener.onStarted(this);
  }

  /** Settles it, unless it is settled. A worker that has started it goes on. */
  settle(outcome: Outcome): void {
    if (this.#isSettled) return;
    this.#isSettled = true;
    if (this.#waits) for (const endWait of this.#waits) endWait();
    this.#listener.onSettled(this, outcome);
    this.#resolve(outcome);
  }

  /** What there is to say of it, once that has become of it. */
  record(executor: string, { status, span }: Outcome): TaskRecord {
    const startedMs = span?.startedMs ?? this.#startedMs;
    return {
      executor,
      ...(this.#worker !== undefined && { worker: this.#worker }),
      task: this.options.label ?? nameOf(this.fn),
      submittedMs: this.#submittedMs,
      // The clocks of two threads agree to some microseconds, and no better.
      ...(startedMs !== undefined && { startedMs: Math.max(startedMs, this.#submittedMs) }),
      endedMs: Math.max(span?.endedMs ?? performance.now(), startedMs ?? 0, this.#submittedMs),
      outcome: status,
    };
  }

  #listen(): void {
    const cancel = (thrown: unknown) => {
      const isTimeout = (thrown as Partial<Error> | null | undefined)?.name === "TimeoutError";
      this.#cancel({ status: isTimeout ? "timed out" : "aborted", thrown, isForeign: false });
    };
    this.#waits = this.#signals.map((signal) => onAbort(signal, cancel));
  }

  #limit(timeoutMs: number): void {
    const onTime = () => {
      const thrown = new TimeoutError(timeoutMs);
      this.#cancel({ status: "timed out", thrown, isForeign: true });
    };
    this.#waits ??= [];
    this.#waits.push(startWait(timeoutMs, undefined, { onTime, onAbort: () => {} }));
  }

  #cancel(outcome: Outcome): void {
    this.#workers?.cancel(this);
    this.settle(outcome);
  }
}

/** A function's name in messages. */
export function nameOf(fn: { readonly name: string }): string {
  return fn.name === "" ? "an anonymous function" : fn.name;
}
