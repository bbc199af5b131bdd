// node kernel/main.ts CONNECTION_FILE: tslab's compiler and executor behind a kernel of our own, in
// which a cell that fails is seen to fail.

import { writeSync } from "node:fs";
import { inspect } from "node:util";
import { MessageChannel, Worker } from "node:worker_threads";
import { readConnectionFile } from "./connection-info.ts";
import type { KernelThreadData } from "./thread-messages.ts";

const [connectionFile] = process.argv.slice(2);
if (!connectionFile) {
  console.error("Usage: node kernel/main.ts CONNECTION_FILE");
  process.exit(2);
}
const count = () => new Int32Array(new SharedArrayBuffer(4));
const counts = { noticed: count(), unsent: count(), sent: count() };
const { port1, port2 } = new MessageChannel();
const exit = process.exit.bind(process);
// Jupyter sees at once that a kernel has ended; one that lives on without its sockets it waits for.
const giveUp = (error: unknown) => {
  // The console may be the cells' by now.
  writeSync(2, `The kernel cannot serve its connection: ${inspect(error)}\n`);
  exit(1);
};
new Worker(new URL("kernel-thread.ts", import.meta.url), {
  workerData: {
    info: readConnectionFile(connectionFile),
    port: port2,
    counts,
  } satisfies KernelThreadData,
  transferList: [port2],
})
  .on("message", giveUp)
  .on("error", giveUp);
// It takes its time to load the compiler, during which the other thread starts.
const { CellHost } = await import("./cell-host.ts");
new CellHost(port1, counts).serve();
