// node kernel/main.mjs CONNECTION_FILE: a kernel for tslab's notebooks, in which a cell that fails is
// seen to fail. Plain JavaScript, so that what comes after it is found compiled, and without types.

import { writeSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { MessageChannel, Worker } from "node:worker_threads";

const [connectionFile] = process.argv.slice(2);
if (!connectionFile) {
  console.error("Usage: node kernel/main.mjs CONNECTION_FILE");
  process.exit(2);
}
const compiled = fileURLToPath(new URL("../.cache/compiled", import.meta.url));
enableCompileCache(compiled);
// For the processes of pools, which load the same library.
process.env.NODE_COMPILE_CACHE ??= compiled;

const { readConnectionFile } = await import("./connection-info.ts");
const count = () => new Int32Array(new SharedArrayBuffer(4));
const counts = { noticed: count(), unsent: count(), sent: count() };
const { port1, port2 } = new MessageChannel();
const exit = process.exit.bind(process);
/** @type {import("./thread-messages.ts").KernelThreadData} */
const workerData = { info: readConnectionFile(connectionFile), port: port2, counts };
/**
 * Jupyter sees at once that a kernel has ended; one that lives on without its sockets it waits for.
 *
 * @param {unknown} error
 */
const giveUp = (error) => {
  // The console may be the cells' by now.
  writeSync(2, `The kernel cannot serve its connection: ${inspect(error)}\n`);
  exit(1);
};
new Worker(new URL("kernel-thread.ts", import.meta.url), { workerData, transferList: [port2] })
  .on("message", giveUp)
  .on("error", giveUp);
// It takes its time to load the compiler, during which the other thread starts.
const { CellHost } = await import("./cell-host.ts");
new CellHost(port1, counts).serve();
