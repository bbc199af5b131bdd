import { channel } from "node:diagnostics_channel";
import type { Executor, TaskFunction } from "./executor.ts";
import type { TaskRecord } from "./task-record.ts";

/** An executor was created. */
export interface ExecutorCreated {
  readonly executor: Executor;
  /** Its class, such as `ThreadPool`. */
  readonly kind: string;
  /** What it is called in records. */
  readonly name: string;
  /** Calls that can run at the same time. */
  readonly workers: number;
}

/** An executor was closed: all its calls have ended, and its workers are gone. */
export interface ExecutorClosed {
  readonly executor: Executor;
}

/** A call was accepted: `run(fn, ...args)`. */
export interface TaskQueued {
  readonly executor: Executor;
  readonly fn: TaskFunction;
  /** The arguments themselves, not copies. */
  readonly args: readonly unknown[];
}

/** A worker began a call. */
export interface TaskStarted extends TaskQueued {
  /** The number of its thread or process. */
  readonly worker: number;
}

/** A call ended, in whatever way; also one that never started. */
export interface TaskSettled extends TaskQueued {
  readonly worker: number | undefined;
  readonly outcome: TaskRecord["outcome"];
  /** The same with its times: what `timeline` draws. */
  readonly record: TaskRecord;
}

/** What executors announce, by the names of `executorChannels`. */
export interface ExecutorAnnouncements {
  readonly executorCreated: ExecutorCreated;
  readonly executorClosed: ExecutorClosed;
  readonly taskQueued: TaskQueued;
  readonly taskStarted: TaskStarted;
  readonly taskSettled: TaskSettled;
}

/**
 * The channels of `node:diagnostics_channel` on which executors announce what they do, in the
 * thread that uses them, at the moment when it happens. While nobody listens, nothing is built.
 */
export const executorChannels = {
  executorCreated: channel("concurrency-lab:executor-created"),
  executorClosed: channel("concurrency-lab:executor-closed"),
  taskQueued: channel("concurrency-lab:task-queued"),
  taskStarted: channel("concurrency-lab:task-started"),
  taskSettled: channel("concurrency-lab:task-settled"),
} as const;

/** Announces on one of them, if anybody listens. */
export function announce<Name extends keyof ExecutorAnnouncements>(
  name: Name,
  createMessage: () => ExecutorAnnouncements[Name],
): void {
  const { [name]: to } = executorChannels;
  if (to.hasSubscribers) to.publish(createMessage());
}
