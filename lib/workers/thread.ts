// What every worker thread runs.

import { carryOut, type Outcome, type WorkerCall } from "./carry-out.ts";

/**
 * Carries out a call. One of nothing says that the thread is there, or was given up.
 *
 * Not the default export: of a module that has one, Node makes a copy for Piscina's `require`, and
 * if the thread is ended in that moment, Node aborts, and all of this process with it.
 */
export async function thread(call: WorkerCall | readonly [] = []): Promise<Outcome> {
  return call.length === 0 ? [true, undefined, 0, 0] : carryOut(call);
}
