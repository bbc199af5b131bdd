// What every worker thread runs.

import { carryOut, type Outcome, type WorkerCall } from "./carry-out.ts";

/** Carries out a call; one of nothing says that the thread is there. */
export default function thread(call: WorkerCall | undefined): Promise<Outcome> | undefined {
  return call && carryOut(call);
}
