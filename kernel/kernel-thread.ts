// The thread that speaks with Jupyter and compiles cells. They run in the main thread: they can neither block this
// one nor change what it works with, as a thread has built-in objects of its own.

import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { CellsThread } from "./cells-thread.ts";
import { Connection } from "./connection.ts";
import { Control } from "./control.ts";
import { Kernel } from "./kernel.ts";
import type { KernelThreadData } from "./thread-messages.ts";

/** How long zeromq may take to let go of sockets. */
const closingMs = 200;

const { info, port, counts } = workerData as KernelThreadData;
const connection = new Connection(info);
const cells = new CellsThread(port, counts, connection);
const control = new Control({
  info,
  noticed: counts.noticed,
  tell: (kind) => {
    if (kind === "shutdown") connection.close();
    cells.tell({ kind });
  },
});
try {
  await Promise.all([connection.bind(), control.bind()]);
  // It takes its time: until then, requests wait.
  const { Compiler } = await import("./compiler.ts");
  const root = fileURLToPath(new URL("..", import.meta.url));
  void new Kernel(connection, new Compiler(process.cwd(), root), cells).serve();
} catch (error) {
  parentPort?.postMessage(error);
  // The process ends once this thread has; with open sockets it would abort, and not say why.
  connection.close();
  control.close();
  setTimeout(() => port.close(), closingMs);
}
