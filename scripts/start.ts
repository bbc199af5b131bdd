// npm start: JupyterLab on notebooks/, stopped together with all that it started.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { findEnvironment, jupyterVariables, root } from "./environment.mjs";
import { stopTree } from "./process-tree.ts";

const startedAt = performance.now();
const environment = findEnvironment();
const passedOn = process.argv.slice(2);

const options = [
  "--LabApp.default_url=/lab/tree/notebooks",
  "--log-level=WARN",
  // The only kernel to choose: JupyterLab would offer its own Python first.
  "--KernelSpecManager.allowed_kernelspecs=tslab",
];
if (process.getuid?.() === 0 && !passedOn.includes("--allow-root")) {
  console.log("Running as root: adding --allow-root.");
  options.push("--allow-root");
}
const hasDisplay =
  process.platform !== "linux" || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
if (!hasDisplay && !passedOn.includes("--no-browser")) {
  console.log("No display found: open the address below in a browser of your own.");
  options.push("--no-browser");
}

const windows = process.platform === "win32";
const server = spawn(environment.python, ["-m", "jupyterlab", root, ...options, ...passedOn], {
  cwd: root,
  env: jupyterVariables(environment),
  stdio: ["ignore", "inherit", "pipe"],
  // In a session of its own, the server hears neither Ctrl-C nor the terminal's closing: we do,
  // and stop it in an order that leaves no kernel behind.
  detached: !windows,
});

/** What Jupyter says besides warnings and errors: that it starts, and three addresses. */
const isRoutine = (line: string) =>
  /^\[I |^\[C .*ServerApp\] *$|^ *$|^ {4}(To access|Or copy and paste)|^ {8}(file|https?):/.test(
    line,
  );

let isReady = false;
createInterface(server.stderr).on("line", (line) => {
  if (!isRoutine(line)) console.error(line);
  const address = /https?:\/\/\S+\/lab\S*/.exec(line)?.[0];
  if (!address || isReady) return;
  isReady = true;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`JupyterLab is ready after ${seconds} s: ${address}\nCtrl-C stops it.`);
});

let stopping = false;
async function stop() {
  // Both the terminal and npm send Ctrl-C: one of the two is enough.
  if (stopping) return;
  stopping = true;
  console.log("\nStopping JupyterLab and its kernels …");
  const killed = await stopTree(server, { graceMs: 10_000 });
  console.log(killed === 0 ? "Stopped." : `Stopped; ${killed} had to be killed.`);
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
// The terminal may be gone before we have stopped the server: what we say then is lost, no more.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

server.on("error", (error) => {
  console.error(`Cannot start JupyterLab: ${error.message}`);
  process.exitCode = 1;
});
server.on("exit", (code) => {
  if (!stopping) process.exitCode = code ?? 1;
});
