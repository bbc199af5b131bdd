import { besideOf } from "./beside.ts";
import type { Assignment, Crew, CrewListener } from "./crew.ts";
import { endingFrom, explainRefusal } from "./crossing.ts";
import { nameOf } from "./job.ts";
import { findUncloneable } from "./uncloneable.ts";
import { WorkerDiedError } from "./worker-died-error.ts";
import { describeForWorker } from "./worker-function.ts";
import { WorkerProcess } from "./worker-process.ts";

const notShared = { isShared: false };

/** How often in a row each process may fail to start. */
const maxTries = 3;

/** Child processes, replaced when they die. */
export class ProcessCrew implements Crew {
  readonly size: number;
  readonly isCostly = true;
  readonly #maxOldSpaceMb: number | undefined;
  readonly #all = new Set<WorkerProcess>();
  /** Those that were let go. */
  readonly #ending = new Set<Promise<void>>();
  /** Those without a call. */
  readonly #idle: WorkerProcess[] = [];
  /** The URLs of what its workers have loaded. */
  readonly #modules = new Set<string>();
  #listener: CrewListener | undefined;
  #failures = 0;
  #replaced = 0;

  constructor(size: number, maxOldSpaceMb: number | undefined) {
    this.size = size;
    this.#maxOldSpaceMb = maxOldSpaceMb;
  }

  get room(): number {
    return this.#idle.length;
  }

  get replaced(): number {
    return this.#replaced;
  }

  start(listener: CrewListener): void {
    this.#listener = listener;
    this.#failures = 0;
    for (let n = 0; n < this.size; n++) this.#add();
  }

  take(assignment: Assignment): void {
    const { call } = assignment;
    const { target, modules } = describeForWorker(call.fn);
    for (const module of modules) this.#modules.add(module);
    // Of shared memory, the pipe would make a copy, and not say so.
    const changed: object[] = [];
    const found = findUncloneable(call.args, { ...notShared, changed });
    if (found) throw explainRefusal(call, notShared);
    const worker = this.#idle.pop() as WorkerProcess;
    try {
      worker.send([target, call.args, besideOf(changed)], {
        output: assignment.output,
        onOutcome: (outcome) => {
          // One that was told to end may be done a moment before: it is given nothing more.
          if (!worker.isCondemned) this.#idle.push(worker);
          assignment.end(endingFrom(outcome));
        },
        onDeath: (how, death) => {
          const message = `The process that ran ${nameOf(call.fn)} ${how}`;
          const thrown = new WorkerDiedError(message, death);
          assignment.end({ outcome: "died", thrown, isForeign: true });
        },
      });
    } catch (error) {
      this.#idle.push(worker);
      throw explainRefusal(call, notShared, error);
    }
    assignment.begin(worker.pid);
  }

  drop({ worker }: Assignment): void {
    for (const one of this.#all) if (one.pid === worker) one.kill();
  }

  async stop(): Promise<void> {
    for (const worker of this.#all) {
      worker.kill();
      this.#ending.add(worker.ended);
    }
    this.#all.clear();
    this.#idle.length = 0;
    await Promise.all(this.#ending);
    this.#ending.clear();
  }

  #add(): void {
    const worker = new WorkerProcess(this.#maxOldSpaceMb, this.#modules, {
      onReady: () => {
        this.#failures = 0;
        // It may have been told to end before it was ready.
        if (worker.isCondemned) return;
        this.#idle.push(worker);
        this.#listener?.onRoom();
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
    this.#listener?.onGivenUp(new Error(message));
  }
}
