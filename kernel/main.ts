// node kernel/main.ts CONNECTION_FILE: a kernel for tslab's notebooks, in which a cell that fails is
// seen to fail.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { currentCell } from "./cell.ts";
import { cellLanguage } from "./cell-language.ts";
import { CellRunner } from "./cell-runner.ts";
import { Connection, readConnectionFile } from "./connection.ts";
import type { ControlEvent, ControlThreadData } from "./control-thread.ts";
import { Kernel } from "./kernel.ts";
import { kernelInfo } from "./kernel-info.ts";
import { captureOutput } from "./output.ts";
import { displayHook } from "./tslab-display.ts";
import { ts } from "./typescript.ts";

const [connectionFile] = process.argv.slice(2);
if (!connectionFile) {
  console.error("Usage: node kernel/main.ts CONNECTION_FILE");
  process.exit(2);
}
const info = readConnectionFile(connectionFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const tslab = readFileSync(new URL("../node_modules/tslab/package.json", import.meta.url), "utf8");
const about = kernelInfo({ tslab: JSON.parse(tslab).version, typescript: ts.version });

const connection = new Connection(info);
const noticed = new Int32Array(new SharedArrayBuffer(4));
const control = new Worker(new URL("control-thread.ts", import.meta.url), {
  workerData: { info, kernelInfo: about, noticed } satisfies ControlThreadData,
});
const exit = process.exit.bind(process);
// Jupyter sees at once that a kernel has ended; one that lives on without its sockets it waits for.
const giveUp = (error: unknown): never => {
  console.error("The kernel cannot serve its connection:", error);
  return exit(1);
};
control.on("error", giveUp);
await connection.bind().catch(giveUp);

const runner = new CellRunner({ root, folder: process.cwd(), ...cellLanguage(root) });
const kernel = new Kernel(connection, runner, about);
control.on("message", (event: ControlEvent) => {
  Atomics.add(noticed, 0, 1);
  if (event === "interrupt") runner.interrupt();
  if (event === "shutdown") {
    runner.close();
    connection.close();
    exit(0);
  }
});
// Our own control thread sends it, for a loop in a cell: it is not to end the kernel.
process.on("SIGINT", () => {});

// To leave would end the kernel, and the cells after this one would not be run.
process.exit = (code) => {
  throw new Error(`process.exit(${code ?? ""}) would end the kernel: let the cell end instead`);
};
// What lib/ listens to, so that its work ends with the cell that asked for it.
Object.assign(globalThis, {
  [Symbol.for("concurrency-lab.interruption")]: () => currentCell.getStore()?.interruption.signal,
  [Symbol.for("concurrency-lab.scope")]: runner.scope,
  [displayHook]: kernel.display,
});
captureOutput((name, text) => kernel.write(name, text));

await kernel.serve();
