import type { RunOptions, TaskFunction } from "./executor.ts";
import type { Output } from "./interruption.ts";

/** What `run` was asked for. */
export interface RunRequest {
  readonly options: RunOptions;
  readonly fn: TaskFunction;
  readonly args: readonly unknown[];
}

/** What became of a task. */
export type Outcome =
  | { readonly status: "completed"; readonly value: unknown; readonly span: Span }
  | {
      readonly status: "failed" | "died" | "timed out" | "aborted";
      readonly thrown: unknown;
      /** Whether it was made in a worker or in a timer, where nobody knows who called. */
      readonly isForeign: boolean;
      readonly span?: Span;
    };

/** When a worker began and ended a task, on the clock of `performance.now()` here. */
export interface Span {
  readonly startedMs: number;
  readonly endedMs: number;
}

/** A task, as the workers see it. */
export interface SubmittedTask extends RunRequest {
  /** The number of the worker that has started it: of its thread or process. */
  readonly worker: number | undefined;
  /** Where what its worker writes is to be shown. */
  readonly output: Output;
  /** A worker has started it. */
  start(worker: number): void;
  /** It is over, and this became of it. */
  settle(outcome: Outcome): void;
}

/** What the workers tell their executor. */
export interface WorkersListener {
  /** There are available slots again. */
  onSlotAvailable(): void;
  /** No worker can be had: nothing that was submitted will be started. */
  onFailure(reason: Error): void;
}

/** The workers of an executor: it decides which task is next, they run it. */
export interface Workers {
  /** Tasks that can run at the same time. */
  readonly size: number;
  /** Tasks that could be submitted now: as many as there are idle workers, or a few more. */
  readonly availableSlots: number;
  /** Whether they cost memory while they are idle. */
  readonly isCostly: boolean;
  /** How many had to be replaced. */
  readonly replaced: number;
  /** Starts them: at first, and again after `stop`. */
  start(listener: WorkersListener): void;
  /**
   * Has a task started as soon as a worker is idle, in the order of submission.
   *
   * @throws {TypeError} if the function or its arguments cannot be sent to a worker
   */
  submit(task: SubmittedTask): void;
  /** Sees to it that a task never starts, or ends the worker that has started it. */
  cancel(task: SubmittedTask): void;
  /** Ends all of them, whatever they do. */
  stop(): Promise<void>;
}
