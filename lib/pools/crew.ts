import type { RunOptions, Task } from "./executor.ts";

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

/** A call that a worker has begun. */
export interface Begun {
  /** The worker's number: of its thread or process. */
  readonly worker: number;
  /** Ends the worker, if nothing gentler stops what it does. */
  stop(): void;
}

/** What a crew tells whoever hands it calls. */
export interface CrewListener {
  /** A worker has become ready. */
  onReady(): void;
  /** No worker can be had: this crew has given up. */
  onGivenUp(reason: Error): void;
}

/** The workers of an executor: it decides who gets which call, they carry it out. */
export interface Crew {
  /** Calls that can run at the same time. */
  readonly size: number;
  /** Workers that could begin a call now. */
  readonly idle: number;
  /** Whether its workers cost memory while they are idle. */
  readonly isCostly: boolean;
  /** Workers that had to be replaced. */
  readonly replaced: number;
  /** Gets the workers: at first, and again after `stop`. */
  start(listener: CrewListener): void;
  /**
   * Has an idle worker begin a call.
   *
   * @param onEnd  called once, later, whatever happens
   * @throws {TypeError} if the function cannot cross to it
   */
  begin(call: Call, onEnd: (ending: Ending) => void): Begun;
  /** Lets all workers go, whatever they do. */
  stop(): Promise<void>;
}
