// What every worker process runs.

import { Worker } from "node:worker_threads";
import { encodeError } from "../error-codec.ts";
import { preload, runTask, type TaskMessage } from "./run-task.ts";

/** Node's pipes, which would keep in memory what their reader is too slow for. */
interface BlockableStream {
  readonly _handle?: { setBlocking?(isBlocking: boolean): void };
}

const [parent, ...modules] = process.argv.slice(2);
let told = 0;
/** What has been written, and has left this process: a write blocks until it has. */
const outputBytes = () => process.stdout.bytesWritten + process.stderr.bytesWritten;
for (const { _handle } of [process.stdout, process.stderr] as unknown as BlockableStream[]) {
  _handle?.setBlocking?.(true);
}
const say = (message: unknown, then = () => {}) => process.send?.(message, then);

// Ctrl-C reaches the whole process group: what is to become of the work, the parent decides.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());
process.on("uncaughtException", (error) => {
  say({ death: encodeError(error) }, () => process.exit(1));
});
process.on("message", async (task: TaskMessage) => {
  const outcome = await runTask(task, { isShared: false });
  const written = outputBytes();
  // What it wrote takes another way, and is to be there first.
  if (written > told) say("wrote");
  told = written;
  say(outcome);
});
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
