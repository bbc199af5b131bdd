import type { RunOptions, Task } from "./executor.ts";
import type { Output } from "./interruption.ts";

/** A call as a crew carries it out. */
export interface Call {
  readonly options: RunOptions;
  readonly fn: Task;
  readonly args: readonly unknown[];
}

/** How a call ended. */
export type Ending =
  | { readonly outcome: "completed"; readonly value: unknown; readonly span: Span }
  | {
      readonly outcome: "failed" | "died" | "timed out" | "aborted";
      readonly thrown: unknown;
      /** Whether it was made in a worker or in a timer, where nobody knows who called. */
      readonly isForeign: boolean;
      readonly span?: Span;
    };

/** When a worker began and ended a call, on the clock of `performance.now()` here. */
export interface Span {
  readonly startedMs: number;
  readonly endedMs: number;
}

/** A call in the hands of a crew. */
export interface Assignment {
  readonly call: Call;
  /** The number of the worker that has begun it: of its thread or process. */
  readonly worker: number | undefined;
  /** Where what its worker writes is to be shown. */
  readonly output: Output;
  /** Told when a worker begins it. */
  begin(worker: number): void;
  /** Told, later, how it ended. */
  end(ending: Ending): void;
}

/** What a crew tells whoever hands it calls. */
export interface CrewListener {
  /** There is room for calls again. */
  onRoom(): void;
  /** No worker can be had: this crew has given up, and all that it had in hand. */
  onGivenUp(reason: Error): void;
}

/** The workers of an executor: it decides which call is next, they carry it out. */
export interface Crew {
  /** Calls that can run at the same time. */
  readonly size: number;
  /** Calls that it would take now: as many as there are idle workers, or a few more. */
  readonly room: number;
  /** Whether its workers cost memory while they are idle. */
  readonly isCostly: boolean;
  /** Workers that had to be replaced. */
  readonly replaced: number;
  /** Gets the workers: at first, and again after `stop`. */
  start(listener: CrewListener): void;
  /**
   * Takes a call, and has it begun as soon as a worker is idle, the one taken first before others.
   *
   * @throws {TypeError} if the call cannot cross to a worker
   */
  take(assignment: Assignment): void;
  /** Sees to it that a call never begins, or ends the worker that has begun it. */
  drop(assignment: Assignment): void;
  /** Lets all workers go, whatever they do. */
  stop(): Promise<void>;
}
