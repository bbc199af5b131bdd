// What every worker thread runs.

import { carryOut, type Outcome, type WorkerCall } from "./carry-out.ts";

/** Carries out a call. One of nothing says that the thread is there, or was given up. */
export default async function thread(call: WorkerCall | readonly [] = []): Promise<Outcome> {
  return call.length === 0 ? [true, undefined, 0, 0] : carryOut(call);
}
