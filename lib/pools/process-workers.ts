import { besideOf } from "./beside.ts";
import { nameOf } from "./task.ts";
import { explainRefusal, outcomeFrom } from "./transport.ts";
import { findUncloneable } from "./uncloneable.ts";
import { WorkerDiedError } from "./worker-died-error.ts";
import { describeForWorker } from "./worker-function.ts";
import { WorkerProcess } from "./worker-process.ts";
import type { SubmittedTask, Workers, WorkersListener } from "./workers.ts";

const notShared = { isShared: false };

/** How often in a row each process may fail to start. */
const maxTries = 3;

/** Child processes, replaced when they die. */
export class ProcessWorkers implements Workers {
  readonly size: number;
  readonly isCostly = true;
  readonly #maxOldSpaceMb: number | undefined;
  readonly #all = new Set<WorkerProcess>();
  /** Resolved once those that were told to end have ended. */
  readonly #stopping = new Set<Promise<void>>();
  /** Those without a task. */
  readonly #idle: WorkerProcess[] = [];
  /** The URLs of what its workers have loaded. */
  readonly #modules = new Set<string>();
  #listener: WorkersListener | undefined;
  #failures = 0;
  #replaced = 0;

  constructor(size: number, maxOldSpaceMb: number | undefined) {
    this.size = size;
    this.#maxOldSpaceMb = maxOldSpaceMb;
  }

  get availableSlots(): number {
    return this.#idle.length;
  }

  get replaced(): number {
    return this.#replaced;
  }

  start(listener: WorkersListener): void {
    this.#listener = listener;
    this.#failures = 0;
    for (let n = 0; n < this.size; n++) this.#add();
  }

  submit(task: SubmittedTask): void {
    const { fn, args } = task;
    const { target, modules } = describeForWorker(fn);
    for (const module of modules) this.#modules.add(module);
    // Of shared memory, the pipe would make a copy, and not say so.
    const changed: object[] = [];
    const found = findUncloneable(args, { ...notShared, changed });
    if (found) throw explainRefusal(task, notShared);
    const worker = this.#idle.pop() as WorkerProcess;
    try {
      worker.send([target, args, besideOf(changed)], {
        output: task.output,
        onOutcome: (outcome) => {
          // One that was told to end may be done a moment before: it is given nothing more.
          if (!worker.isKilled) this.#idle.push(worker);
          task.settle(outcomeFrom(outcome));
        },
        onDeath: (how, death) => {
          const message = `The process that ran ${nameOf(fn)} ${how}`;
          const thrown = new WorkerDiedError(message, death);
          task.settle({ status: "died", thrown, isForeign: true });
        },
      });
    } catch (error) {
      this.#idle.push(worker);
      throw explainRefusal(task, notShared, error);
    }
    task.start(worker.pid);
  }

  cancel({ worker }: SubmittedTask): void {
    for (const one of this.#all) if (one.pid === worker) one.kill();
  }

  async stop(): Promise<void> {
    for (const worker of this.#all) {
      worker.kill();
      this.#stopping.add(worker.ended);
    }
    this.#all.clear();
    this.#idle.length = 0;
    await Promise.all(this.#stopping);
    this.#stopping.clear();
  }

  #add(): void {
    const worker = new WorkerProcess(this.#maxOldSpaceMb, this.#modules, {
      onReady: () => {
        this.#failures = 0;
        // It may have been told to end before it was ready.
        if (worker.isKilled) return;
        this.#idle.push(worker);
        this.#listener?.onSlotAvailable();
      },
      onEnd: (how) => this.#replace(worker, how),
    });
    this.#all.add(worker);
  }

  #replace(worker: WorkerProcess, how: string): void {
    const position = this.#idle.indexOf(worker);
    if (position >= 0) this.#idle.splice(position, 1);
    if (!this.#all.delete(worker)) return;
    this.#replaced++;
    if (!worker.isReady) this.#failures++;
    if (this.#failures < maxTries * this.size) {
      this.#add();
      return;
    }
    void this.stop();
    const message = `Cannot start the processes of this ProcessPool, after ${maxTries} tries: each ${how}`;
    this.#listener?.onFailure(new Error(message));
  }
}
