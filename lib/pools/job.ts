import { TimeoutError } from "../timing/timeout-error.ts";
import { calledFrom } from "./call-site.ts";
import type { Begun, Call, Ended } from "./crew.ts";
import type { TaskRecord } from "./task-record.ts";
import { WorkerDiedError } from "./worker-died-error.ts";

/** What became of a job. */
export type JobOutcome = TaskRecord["outcome"];

/** From here on, timers of Node would fire at once. */
const tooLongMs = 2 ** 31;

/** One call from `run` to its end: it waits, a worker begins it, and it is settled once. */
export class Job {
  readonly call: Call;
  /** What `run` gives back. */
  readonly promise: Promise<unknown>;
  readonly submittedMs = performance.now();
  readonly #onOver: (job: Job) => void;
  readonly #signals: readonly AbortSignal[];
  readonly #timers: NodeJS.Timeout[] = [];
  #resolve: (value: unknown) => void = () => {};
  #reject: (reason: unknown) => void = () => {};
  #begun: Begun | undefined;
  #startedMs: number | undefined;
  #endedMs = 0;
  #outcome: JobOutcome | undefined;

  /**
   * @param signals  each of them gives the job up
   * @param onOver   called once, before the promise settles
   */
  constructor(call: Call, signals: readonly AbortSignal[], onOver: (job: Job) => void) {
    this.call = call;
    this.#onOver = onOver;
    this.#signals = signals;
    this.promise = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    for (const signal of signals) signal.addEventListener("abort", this.#abort);
    this.#limit(call.options.timeoutMs);
  }

  /** `undefined` until it is over. */
  get outcome(): JobOutcome | undefined {
    return this.#outcome;
  }

  /** Has a worker begin it; it fails with what `begin` throws. */
  begin(begin: (call: Call) => Begun): void {
    try {
      this.#begun = begin(this.call);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.#startedMs = performance.now();
    this.#limit(this.call.options.runTimeoutMs);
    this.#begun.ended.then(this.#settle, this.#giveBack);
  }

  /** Rejects, if it is not over yet. A worker that has begun it goes on. */
  fail(reason: unknown, outcome: JobOutcome = "failed"): void {
    if (this.#isOver(outcome)) this.#reject(reason);
  }

  /** What there is to say of it, once it is over. */
  record(executor: string): TaskRecord {
    const { options, fn } = this.call;
    return {
      executor,
      ...(this.#begun && { worker: this.#begun.worker }),
      task: options.label ?? nameOf(fn),
      submittedMs: this.submittedMs,
      ...(this.#startedMs !== undefined && { startedMs: this.#startedMs }),
      endedMs: this.#endedMs,
      outcome: this.#outcome ?? "failed",
    };
  }

  readonly #settle = (ended: Ended) => {
    if (this.#outcome) return;
    this.#startedMs = ended.startedMs;
    if (!this.#isOver(ended.ok ? "completed" : "failed", ended.endedMs)) return;
    if (ended.ok) this.#resolve(ended.value);
    else this.#reject(ended.thrown);
  };

  readonly #giveBack = (error: unknown) => {
    this.fail(error, error instanceof WorkerDiedError ? "died" : "failed");
  };

  readonly #abort = (event: Event) => this.#giveUp((event.target as AbortSignal).reason);

  #giveUp(reason: unknown): void {
    const isTimeout = (reason as Partial<Error> | null | undefined)?.name === "TimeoutError";
    // Its worker is stopped first, so that whoever is told of the end sees it gone.
    if (!this.#outcome) this.#begun?.stop();
    this.fail(reason, isTimeout ? "timed out" : "aborted");
  }

  #limit(timeoutMs = Number.POSITIVE_INFINITY): void {
    if (timeoutMs >= tooLongMs) return;
    const expire = () => this.#giveUp(calledFrom(new TimeoutError(timeoutMs), this.call.site));
    this.#timers.push(setTimeout(expire, timeoutMs));
  }

  /** Notes the end, and tells of it, if there was none before. */
  #isOver(outcome: JobOutcome, endedMs = performance.now()): boolean {
    if (this.#outcome) return false;
    this.#outcome = outcome;
    this.#endedMs = endedMs;
    for (const signal of this.#signals) signal.removeEventListener("abort", this.#abort);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#onOver(this);
    return true;
  }
}

/** A function's name in messages. */
export function nameOf(fn: { readonly name: string }): string {
  return fn.name === "" ? "an anonymous function" : fn.name;
}
