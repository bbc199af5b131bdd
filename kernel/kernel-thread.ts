// The thread that speaks with Jupyter. Cells run in the main thread: they can neither block this
// one nor change what it works with, as a thread has built-in objects of its own.

import { parentPort, workerData } from "node:worker_threads";
import { CellsThread } from "./cells-thread.ts";
import { Connection } from "./connection.ts";
import { Control } from "./control.ts";
import { Kernel } from "./kernel.ts";
import type { KernelThreadData } from "./thread-messages.ts";

const { info, port, counts } = workerData as KernelThreadData;
const connection = new Connection(info);
const cells = new CellsThread(port, counts, connection);
const control = new Control({
  info,
  kernelInfo: cells.kernelInfo,
  noticed: counts.noticed,
  tell: (kind) => {
    if (kind === "shutdown") connection.close();
    cells.tell({ kind });
  },
});
try {
  await Promise.all([connection.bind(), control.bind()]);
  void new Kernel(connection, cells).serve();
} catch (error) {
  // The main thread ends the process: a thread that ends with sockets takes it down unexplained.
  parentPort?.postMessage(error);
}
