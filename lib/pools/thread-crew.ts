import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import type { Outcome, WorkerCall } from "../workers/carry-out.ts";
import type { Begun, Call, Crew, CrewListener, Ending } from "./crew.ts";
import { endingFrom, explainRefusal } from "./crossing.ts";
import type { Task } from "./executor.ts";
import { nameOf } from "./job.ts";
import { WorkerDiedError } from "./worker-died-error.ts";
import { describeForWorker } from "./worker-function.ts";

/** How often in a row the threads may fail to start. */
const maxTries = 3;

const entry = fileURLToPath(new URL("../workers/thread.ts", import.meta.url));

/**
 * Worker threads, by Piscina, which keeps them, talks to them, and replaces those that die. Its own
 * queue stays empty: a call is handed over when a thread is idle, and not before.
 */
export class ThreadCrew implements Crew {
  readonly size: number;
  readonly isCostly = true;
  readonly #maxOldSpaceMb: number | undefined;
  #piscina: Piscina<WorkerCall | undefined, Outcome> | undefined;
  #listener: CrewListener | undefined;
  /** Fewer threads than there should be: Piscina has given up on one. */
  #isShort = false;
  #running = 0;
  #tries = 0;
  #lastFailure: unknown;
  #replaced = 0;
  #chosen = 0;

  constructor(size: number, maxOldSpaceMb: number | undefined) {
    this.size = size;
    this.#maxOldSpaceMb = maxOldSpaceMb;
  }

  get idle(): number {
    return this.#piscina && !this.#isShort ? this.#piscina.idleThreads : 0;
  }

  get replaced(): number {
    return this.#replaced;
  }

  start(listener: CrewListener): void {
    this.#listener = listener;
    this.#isShort = false;
    const piscina = new Piscina<WorkerCall | undefined, Outcome>({
      filename: entry,
      // A pool that may shrink to no thread would strand what is queued when a worker dies.
      minThreads: this.size,
      maxThreads: this.size,
      recordTiming: false,
      ...(this.#maxOldSpaceMb && {
        resourceLimits: { maxOldGenerationSizeMb: this.#maxOldSpaceMb },
      }),
      loadBalancer: (_task, workers) => {
        const idle = workers.find((worker) => worker.currentUsage === 0);
        if (idle) this.#chosen = idle.id;
        return idle ?? null;
      },
    });
    this.#piscina = piscina;
    const noteFailure = (error: unknown) => {
      this.#lastFailure = error;
    };
    // Unheard, this event would end the process.
    piscina.on("error", noteFailure);
    // It tells of a thread before it counts it as idle.
    piscina.on("workerCreate", () => queueMicrotask(() => this.#listener?.onReady()));
    piscina.on("workerDestroy", () => {
      // Piscina replaces the thread after it has told of it.
      if (this.#piscina === piscina) queueMicrotask(() => this.#onDeath(piscina));
    });
    // It takes its first threads for ready before they are: a first call, of nothing, says when.
    for (let n = 0; n < this.size; n++) {
      piscina.run(undefined).then(() => {
        this.#tries = 0;
        this.#listener?.onReady();
      }, noteFailure);
    }
  }

  begin(call: Call, onEnd: (ending: Ending) => void): Begun {
    const { fn, args, options } = call;
    const piscina = this.#piscina as Piscina<WorkerCall, Outcome>;
    const { transfer } = options;
    const sent = piscina.run(
      [describeForWorker(fn), args],
      transfer && { transferList: transfer as never },
    );
    const worker = this.#chosen;
    this.#running++;
    sent.then(
      (outcome) => {
        this.#onEnd();
        onEnd(endingFrom(outcome));
      },
      (error) => {
        this.#onEnd();
        const refusal = explainRefusal(error, call, {});
        if (refusal) onEnd({ outcome: "failed", thrown: refusal, isForeign: true });
        else onEnd({ outcome: "died", thrown: explainDeath(error, fn), isForeign: true });
      },
    );
    const stop = () =>
      void piscina.threads.find(({ threadId }) => threadId === worker)?.terminate();
    return { worker, stop };
  }

  async stop(): Promise<void> {
    const piscina = this.#piscina;
    if (!piscina) return;
    this.#piscina = undefined;
    // Or it would replace, afterwards, a thread that is on its way out already.
    (piscina.options as { minThreads: number }).minThreads = 0;
    await piscina.destroy();
  }

  #onEnd(): void {
    this.#running--;
    if (this.#isShort && this.#running === 0) this.#startAgain();
  }

  #onDeath(piscina: Piscina<WorkerCall | undefined, Outcome>): void {
    if (this.#piscina !== piscina) return;
    this.#replaced++;
    if (this.#isShort || piscina.threads.length === this.size) return;
    // A thread died before it was ready. After that, Piscina replaces none.
    this.#isShort = true;
    if (this.#running === 0) this.#startAgain();
  }

  #startAgain(): void {
    void this.stop();
    this.#tries++;
    const listener = this.#listener;
    if (listener && this.#tries < maxTries) this.start(listener);
    else listener?.onGivenUp(this.#explainFailure());
  }

  #explainFailure(): Error {
    return new Error(
      `Cannot start the threads of this ThreadPool, after ${maxTries} tries: ${tell(this.#lastFailure)}`,
      { cause: this.#lastFailure },
    );
  }
}

function explainDeath(error: unknown, fn: Task): WorkerDiedError {
  const message = `The thread that ran ${nameOf(fn)} ${tell(error)}`;
  const exitCode = exitCodeOf(error);
  return new WorkerDiedError(message, exitCode === undefined ? { cause: error } : { exitCode });
}

/** How a thread ended, in words. */
function tell(error: unknown): string {
  if ((error as Partial<NodeJS.ErrnoException>).code === "ERR_WORKER_OUT_OF_MEMORY") {
    return "ran out of memory";
  }
  const exitCode = exitCodeOf(error);
  if (exitCode !== undefined) return `ended with exit code ${exitCode}`;
  return `threw what no call was there to catch: ${error}`;
}

/** Piscina says it in the message. */
function exitCodeOf(error: unknown): number | undefined {
  const [, exitCode] = /worker exited with code: (\d+)$/.exec(String(error)) ?? [];
  return exitCode === undefined ? undefined : Number(exitCode);
}
