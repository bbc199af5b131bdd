import { fileURLToPath } from "node:url";
import type { Transferable, Worker } from "node:worker_threads";
import { Piscina } from "piscina";
import { besideOf } from "./beside.ts";
import { type Output, outputOfHost } from "./interruption.ts";
import { nameOf } from "./task.ts";
import { explainDeath, tellDeath } from "./thread-death.ts";
import { explainRefusal, outcomeFrom } from "./transport.ts";
import { findUncloneable } from "./uncloneable.ts";
import type { OutcomeMessage, TaskMessage } from "./worker/run-task.ts";
import { describeForWorker } from "./worker-function.ts";
import type { Outcome, SubmittedTask, Workers, WorkersListener } from "./workers.ts";

/** What is sent of a task: emptied, if that is cancelled before it is sent. */
interface Outgoing {
  readonly message: TaskMessage[number][];
  readonly transferList: Transferable[];
}

/** Under this symbol Piscina hands a task's options to its load balancer. */
const whose: unique symbol = Piscina.queueOptionsSymbol as never;

/** How often in a row the threads may fail to start. */
const maxTries = 3;

const entry = fileURLToPath(new URL("./worker/thread.ts", import.meta.url));

type ThreadsOfPiscina = Piscina<TaskMessage | undefined, OutcomeMessage>;

/**
 * Worker threads, by Piscina, which keeps them, talks to them, and replaces those that die.
 *
 * It is given as many tasks again as there are threads, for its own queue: a thread that is done
 * finds the next one there at once, and need not fall asleep.
 */
export class ThreadWorkers implements Workers {
  readonly size: number;
  readonly isCostly = true;
  readonly #maxOldSpaceMb: number | undefined;
  readonly #file: string;
  #piscina: ThreadsOfPiscina | undefined;
  /** The URLs of what its threads have loaded. Piscina gives each new thread a copy. */
  readonly #modules: string[] = [];
  #listener: WorkersListener | undefined;
  /** Tasks that Piscina has, started or not. */
  #held = 0;
  /** Those not started, and what is to be sent of them. */
  readonly #waiting = new Map<SubmittedTask, Outgoing>();
  readonly #running = new Set<SubmittedTask>();
  readonly #heard = new WeakSet<Worker>();
  /** That of the last task of the thread of each number. */
  readonly #outputs = new Map<number, Output>();
  /**
   * The numbers of threads that may be given tasks: those that have started, as the time that this
   * takes is not the task's, and have not been told to end.
   */
  readonly #available = new Set<number>();
  /** Fewer threads than there should be: Piscina has given up on one. */
  #isShort = false;
  #tries = 0;
  #started: Promise<unknown> = Promise.resolve();
  #stopping: Promise<void> = Promise.resolve();
  #lastFailure: unknown;
  #replaced = 0;

  /** @param file  what each thread runs */
  constructor(size: number, maxOldSpaceMb: number | undefined, file = entry) {
    this.size = size;
    this.#maxOldSpaceMb = maxOldSpaceMb;
    this.#file = file;
  }

  get availableSlots(): number {
    return this.#piscina && !this.#isShort ? 2 * this.size - this.#held : 0;
  }

  get replaced(): number {
    return this.#replaced;
  }

  start(listener: WorkersListener): void {
    this.#listener = listener;
    this.#isShort = false;
    this.#held = 0;
    const piscina: ThreadsOfPiscina = new Piscina({
      filename: this.#file,
      name: "thread",
      // A pool that may shrink to no thread would strand what is queued when a worker dies.
      minThreads: this.size,
      maxThreads: this.size,
      stricterFIFO: true,
      recordTiming: false,
      workerData: this.#modules,
      ...(this.#maxOldSpaceMb && {
        resourceLimits: { maxOldGenerationSizeMb: this.#maxOldSpaceMb },
      }),
      loadBalancer: (queued, workers) => {
        const idle = workers.find(
          ({ currentUsage, id }) => currentUsage === 0 && this.#available.has(id),
        );
        if (!idle) return null;
        const { [whose]: task } = queued as { [whose]?: SubmittedTask | null };
        if (task && this.#waiting.delete(task)) {
          this.#running.add(task);
          this.#outputs.set(idle.id, task.output);
          task.start(idle.id);
        }
        return idle;
      },
    });
    this.#piscina = piscina;
    for (const { threadId } of piscina.threads) this.#available.add(threadId);
    const listen = () => {
      for (const thread of piscina.threads) this.#listenTo(thread);
    };
    listen();
    piscina.on("workerCreate", ({ id }: { readonly id: number }) => {
      this.#available.add(id);
      listen();
    });
    const noteFailure = (error: unknown) => {
      this.#lastFailure = error;
    };
    // Unheard, this event would end the process.
    piscina.on("error", noteFailure);
    piscina.on("workerDestroy", () => {
      // Piscina replaces the thread after it has told of it.
      if (this.#piscina === piscina) queueMicrotask(() => this.#onDeath(piscina));
    });
    // It takes its first threads for ready before they are: a first task, of nothing, says when.
    const firstTask = async () => {
      await piscina.run(undefined);
      this.#tries = 0;
    };
    const firstTasks = Array.from({ length: this.size }, () => firstTask().catch(noteFailure));
    this.#started = Promise.all(firstTasks);
  }

  submit(task: SubmittedTask): void {
    const { fn, args, options } = task;
    const { target, modules } = describeForWorker(fn);
    for (const module of modules) this.#load(module);
    const changed: object[] = [];
    const { transfer } = options;
    const found = findUncloneable(args, { transfer, changed });
    if (found) throw explainRefusal(task, options);
    const message = changed.length > 0 ? [target, args, besideOf(changed)] : [target, args];
    this.#send(task, {
      message: Object.assign(message, { [whose]: task }) as Outgoing["message"],
      transferList: [...(options.transfer ?? [])] as never,
    });
  }

  cancel(task: SubmittedTask): void {
    const outgoing = this.#waiting.get(task);
    if (outgoing) {
      // It stays in Piscina's queue, as a task of nothing.
      this.#waiting.delete(task);
      outgoing.message.length = 0;
      outgoing.transferList.length = 0;
      return;
    }
    const thread = this.#piscina?.threads.find(({ threadId }) => threadId === task.worker);
    if (!thread) return;
    // It may be done a moment before it ends: whoever was given it then would die with it.
    this.#available.delete(thread.threadId);
    void thread.terminate();
  }

  stop(): Promise<void> {
    if (this.#piscina) this.#stopping = this.#end(this.#piscina);
    this.#piscina = undefined;
    return this.#stopping;
  }

  async #end(piscina: ThreadsOfPiscina): Promise<void> {
    // Or it would replace, afterwards, a thread that is on its way out already.
    (piscina.options as { minThreads: number }).minThreads = 0;
    // A thread that is ended while it starts may take this process with it: Node aborts.
    await this.#started;
    await piscina.destroy();
  }

  /** Has threads that are still to come load a module before they are ready. */
  #load(url: string): void {
    if (!this.#modules.includes(url)) this.#modules.push(url);
  }

  #send(task: SubmittedTask, outgoing: Outgoing): void {
    const piscina = this.#piscina as ThreadsOfPiscina;
    this.#held++;
    this.#waiting.set(task, outgoing);
    const { message, transferList } = outgoing;
    const options = transferList.length > 0 ? { transferList: transferList as never } : undefined;
    piscina.run(message as unknown as TaskMessage, options).then(
      (outcome) => {
        this.#running.delete(task);
        if (this.#piscina !== piscina) return;
        this.#held--;
        task.settle(outcomeFrom(outcome));
        this.#afterEnd();
      },
      (error) => {
        this.#running.delete(task);
        // Of an earlier Piscina: what it had not started was sent to the next one, or cancelled.
        if (this.#piscina !== piscina) return;
        this.#held--;
        task.settle(this.#explain(error, task));
        this.#afterEnd();
      },
    );
  }

  /** Has what a thread writes appear where its task was submitted. */
  #listenTo(thread: Worker): void {
    if (this.#heard.has(thread)) return;
    this.#heard.add(thread);
    const { threadId } = thread;
    let output = outputOfHost();
    for (const name of ["stdout", "stderr"] as const) {
      thread[name].unpipe();
      thread[name].setEncoding("utf8").on("data", (text: string) => {
        output = this.#outputs.get(threadId) ?? output;
        output.write(name, text);
      });
      thread[name].resume();
    }
    thread.once("exit", () => {
      this.#outputs.delete(threadId);
      this.#available.delete(threadId);
    });
  }

  #explain(error: unknown, task: SubmittedTask): Outcome {
    if (error instanceof DOMException && error.name === "DataCloneError") {
      const thrown = explainRefusal(task, task.options, error);
      return { status: "failed", thrown, isForeign: true };
    }
    return { status: "died", thrown: explainDeath(error, nameOf(task.fn)), isForeign: true };
  }

  #afterEnd(): void {
    if (this.#isShort && this.#running.size === 0) this.#startAgain();
    else this.#listener?.onSlotAvailable();
  }

  #onDeath(piscina: ThreadsOfPiscina): void {
    if (this.#piscina !== piscina) return;
    this.#replaced++;
    if (this.#isShort || piscina.threads.length === this.size) return;
    // A thread died before it was ready. After that, Piscina replaces none.
    this.#isShort = true;
    this.#afterEnd();
  }

  #startAgain(): void {
    void this.stop();
    this.#tries++;
    const listener = this.#listener as WorkersListener;
    if (this.#tries === maxTries) {
      listener.onFailure(this.#explainFailure());
      return;
    }
    this.start(listener);
    for (const [task, outgoing] of this.#waiting) this.#send(task, outgoing);
    listener.onSlotAvailable();
  }

  #explainFailure(): Error {
    return new Error(
      `Cannot start the threads of this ThreadPool, after ${maxTries} tries: each ${tellDeath(this.#lastFailure)}`,
      { cause: this.#lastFailure },
    );
  }
}
