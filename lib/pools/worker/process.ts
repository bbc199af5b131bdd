// What every worker process runs.

import { Worker } from "node:worker_threads";
import { encodeError } from "../error-codec.ts";
import { carryOut, preload, type WorkerCall } from "./carry-out.ts";

const [parent, ...modules] = process.argv.slice(2);
const say = (message: unknown, then = () => {}) => process.send?.(message, then);

// Ctrl-C reaches the whole process group: what is to become of the work, the parent decides.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());
process.on("uncaughtException", (error) => {
  say({ death: encodeError(error) }, () => process.exit(1));
});
process.on("message", async (call: WorkerCall) => say(await carryOut(call, { isShared: false })));
await preload(modules);
say("ready");

// A parent that is killed closes the channel, which a process that computes does not notice.
new Worker(
  `const { workerData: parent } = require("node:worker_threads");
  setInterval(() => {
    try {
      if (process.ppid === parent && process.kill(parent, 0)) return;
    } catch {}
    process.kill(process.pid, "SIGKILL");
  }, 500);`,
  // By then it may be gone already: this process was told by whom it was started.
  { eval: true, workerData: Number(parent) },
).unref();
