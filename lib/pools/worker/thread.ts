// What every worker thread runs.

import { workerData } from "node:worker_threads";
import { carryOut, type Outcome, preload, type WorkerCall } from "./carry-out.ts";

// Awaited here, this also keeps Piscina from loading the module by `require`. If a thread is ended
// in the middle of that, Node may abort, and all of the process with it.
await preload(workerData);

/** Carries out a call. One of nothing says that the thread is there, or was given up. */
export async function thread(call: WorkerCall | readonly [] = []): Promise<Outcome> {
  return call.length === 0 ? [true, undefined, 0, 0] : carryOut(call);
}
