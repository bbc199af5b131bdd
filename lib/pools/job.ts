import { TimeoutError } from "../timing/timeout-error.ts";
import type { Begun, Call, Crew, Ending } from "./crew.ts";
import type { TaskRecord } from "./task-record.ts";

/** From here on, timers of Node would fire at once. */
const tooLongMs = 2 ** 31;

/** One call from `run` to its end: it waits, a worker begins it, and it ends once. */
export class Job {
  readonly call: Call;
  /** Resolves when it is over. */
  readonly ending: Promise<Ending>;
  readonly #submittedMs = performance.now();
  readonly #onOver: (job: Job, ending: Ending) => void;
  readonly #signals: readonly AbortSignal[];
  #resolve: (ending: Ending) => void = () => {};
  #timers: NodeJS.Timeout[] | undefined;
  #abort: ((event: Event) => void) | undefined;
  #begun: Begun | undefined;
  #startedMs: number | undefined;
  #isOver = false;

  /**
   * @param signals  each of them gives the job up
   * @param onOver   called once, before `ending` resolves
   */
  constructor(
    call: Call,
    signals: readonly AbortSignal[],
    onOver: (job: Job, ending: Ending) => void,
  ) {
    this.call = call;
    this.#onOver = onOver;
    this.#signals = signals;
    this.ending = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    if (signals.length > 0) this.#listen();
    if (call.options.timeoutMs !== undefined) this.#limit(call.options.timeoutMs);
  }

  /** Has a worker begin it; it fails if the crew refuses. */
  begin(crew: Crew): void {
    try {
      this.#begun = crew.begin(this.call, (ending) => this.end(ending));
    } catch (thrown) {
      this.end({ outcome: "failed", thrown, isForeign: true });
      return;
    }
    this.#startedMs = performance.now();
    const { runTimeoutMs } = this.call.options;
    if (runTimeoutMs !== undefined) this.#limit(runTimeoutMs);
  }

  /** Ends it, unless it is over. A worker that has begun it goes on. */
  end(ending: Ending): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#abort) {
      for (const signal of this.#signals) signal.removeEventListener("abort", this.#abort);
    }
    if (this.#timers) for (const timer of this.#timers) clearTimeout(timer);
    this.#onOver(this, ending);
    this.#resolve(ending);
  }

  /** What there is to say of it, once it has ended so. */
  record(executor: string, ending: Ending): TaskRecord {
    const { options, fn } = this.call;
    const { outcome, span } = ending;
    const startedMs = span?.startedMs ?? this.#startedMs;
    return {
      executor,
      ...(this.#begun && { worker: this.#begun.worker }),
      task: options.label ?? nameOf(fn),
      submittedMs: this.#submittedMs,
      ...(startedMs !== undefined && { startedMs }),
      endedMs: span?.endedMs ?? performance.now(),
      outcome,
    };
  }

  #listen(): void {
    this.#abort = (event) => {
      const thrown = (event.target as AbortSignal).reason;
      const isTimeout = (thrown as Partial<Error> | null | undefined)?.name === "TimeoutError";
      this.#giveUp({ outcome: isTimeout ? "timed out" : "aborted", thrown, isForeign: false });
    };
    for (const signal of this.#signals) signal.addEventListener("abort", this.#abort);
  }

  #limit(timeoutMs: number): void {
    if (timeoutMs >= tooLongMs) return;
    const expire = () => {
      const thrown = new TimeoutError(timeoutMs);
      this.#giveUp({ outcome: "timed out", thrown, isForeign: true });
    };
    this.#timers ??= [];
    this.#timers.push(setTimeout(expire, timeoutMs));
  }

  #giveUp(ending: Ending): void {
    this.#begun?.stop();
    this.end(ending);
  }
}

/** A function's name in messages. */
export function nameOf(fn: { readonly name: string }): string {
  return fn.name === "" ? "an anonymous function" : fn.name;
}
