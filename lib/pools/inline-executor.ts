import type { Assignment, Call, Crew, Ending } from "./crew.ts";
import { CrewExecutor } from "./crew-executor.ts";
import type { ExecutorOptions } from "./executor.ts";

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
export class InlineExecutor extends CrewExecutor {
  /** @throws {RangeError | TypeError} if an option is not what it must be */
  constructor(options: ExecutorOptions = {}) {
    super("InlineExecutor", new InlineCrew(), options);
  }
}

/** The calling thread, as a crew of one. */
class InlineCrew implements Crew {
  readonly size = 1;
  readonly isCostly = false;
  readonly replaced = 0;
  #current: Assignment | undefined;

  get room(): number {
    return this.#current ? 0 : 1;
  }

  start(): void {}

  take(assignment: Assignment): void {
    this.#current = assignment;
    assignment.begin(0);
    void this.#run(assignment);
  }

  drop(assignment: Assignment): void {
    if (this.#current === assignment) this.#current = undefined;
  }

  async stop(): Promise<void> {}

  async #run(assignment: Assignment): Promise<void> {
    // Whoever called `run` goes on first, and may give it up.
    await undefined;
    if (this.#current !== assignment) return;
    const ending = await runHere(assignment.call);
    this.drop(assignment);
    assignment.end(ending);
  }
}

async function runHere({ fn, args }: Call): Promise<Ending> {
  const startedMs = performance.now();
  const span = () => ({ startedMs, endedMs: performance.now() });
  try {
    const value = await fn(...(args as never[]));
    return { outcome: "completed", value, span: span() };
  } catch (thrown) {
    return { outcome: "failed", thrown, isForeign: false, span: span() };
  }
}
