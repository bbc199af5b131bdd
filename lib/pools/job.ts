import { onAbort } from "../timing/on-abort.ts";
import { startWait } from "../timing/start-wait.ts";
import { TimeoutError } from "../timing/timeout-error.ts";
import type { Assignment, Call, Crew, Ending } from "./crew.ts";
import { outputOfHost } from "./interruption.ts";
import type { TaskRecord } from "./task-record.ts";

/** Whom a job tells of itself. */
export interface JobListener {
  onBegun(job: Job): void;
  /** Called once, before `ending` resolves. */
  onOver(job: Job, ending: Ending): void;
}

/** One call from `run` to its end: it waits, a worker begins it, and it ends once. */
export class Job implements Assignment {
  readonly call: Call;
  readonly output = outputOfHost();
  /** Resolves when it is over. */
  readonly ending: Promise<Ending>;
  readonly #listener: JobListener;
  readonly #signals: readonly AbortSignal[];
  readonly #submittedMs = performance.now();
  #resolve: (ending: Ending) => void = () => {};
  /** What calls off the waits for its signals and its time-outs. */
  #waits: (() => void)[] | undefined;
  #crew: Crew | undefined;
  #worker: number | undefined;
  #startedMs: number | undefined;
  #isOver = false;

  /** @param signals  each of them gives the job up */
  constructor(call: Call, signals: readonly AbortSignal[], listener: JobListener) {
    this.call = call;
    this.#listener = listener;
    this.#signals = signals;
    this.ending = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    if (signals.length > 0) this.#listen();
    if (call.options.timeoutMs !== undefined) this.#limit(call.options.timeoutMs);
  }

  /** Whether it is about to be told to give up: other listeners of its signal come first. */
  get isAborted(): boolean {
    return this.#signals.some((signal) => signal.aborted);
  }

  get worker(): number | undefined {
    return this.#worker;
  }

  /** Hands it to a crew; it fails if the crew refuses. */
  handTo(crew: Crew): void {
    this.#crew = crew;
    try {
      crew.take(this);
    } catch (thrown) {
      this.end({ outcome: "failed", thrown, isForeign: true });
    }
  }

  begin(worker: number): void {
    this.#worker = worker;
    this.#startedMs = performance.now();
    const { runTimeoutMs } = this.call.options;
    if (runTimeoutMs !== undefined) this.#limit(runTimeoutMs);
    this.#listener.onBegun(this);
  }

  /** Ends it, unless it is over. A worker that has begun it goes on. */
  end(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#waits) for (const callOff of this.#waits) callOff();
    this.#listener.onOver(this, ending);
    this.#resolve(ending);
  }

  /** What there is to say of it, once it has ended so. */
  record(executor: string, ending: Ending): TaskRecord {
    const { options, fn } = this.call;
    const { outcome, span } = ending;
    const startedMs = span?.startedMs ?? this.#startedMs;
    return {
      executor,
      ...(this.#worker !== undefined && { worker: this.#worker }),
      task: options.label ?? nameOf(fn),
      submittedMs: this.#submittedMs,
      // The clocks of two threads agree to some microseconds, and no better.
      ...(startedMs !== undefined && { startedMs: Math.max(startedMs, this.#submittedMs) }),
      endedMs: Math.max(span?.endedMs ?? performance.now(), startedMs ?? 0, this.#submittedMs),
      outcome,
    };
  }

  #listen(): void {
    const giveUp = (thrown: unknown) => {
      const isTimeout = (thrown as Partial<Error> | null | undefined)?.name === "TimeoutError";
      this.#giveUp({ outcome: isTimeout ? "timed out" : "aborted", thrown, isForeign: false });
    };
    this.#waits = this.#signals.map((signal) => onAbort(signal, giveUp));
  }

  #limit(timeoutMs: number): void {
    const onTime = () => {
      const thrown = new TimeoutError(timeoutMs);
      this.#giveUp({ outcome: "timed out", thrown, isForeign: true });
    };
    this.#waits ??= [];
    this.#waits.push(startWait(timeoutMs, undefined, { onTime, onAbort: () => {} }));
  }

  #giveUp(ending: Ending): void {
    this.#crew?.drop(this);
    this.end(ending);
  }
}

/** A function's name in messages. */
export function nameOf(fn: { readonly name: string }): string {
  return fn.name === "" ? "an anonymous function" : fn.name;
}
