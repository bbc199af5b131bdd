// What every worker thread runs.

import { workerData } from "node:worker_threads";
import { type OutcomeMessage, preload, runTask, type TaskMessage } from "./run-task.ts";

// Awaited here, this also keeps Piscina from loading the module by `require`. If a thread is ended
// in the middle of that, Node may abort, and all of the process with it.
await preload(workerData);

/** Runs a task. One of nothing says that the thread is there, or that the task was cancelled. */
export async function thread(task: TaskMessage | readonly [] = []): Promise<OutcomeMessage> {
  return task.length === 0 ? [true, undefined, 0, 0] : runTask(task);
}
