// Stops a program together with all that it started, process groups and sessions regardless:
// Jupyter starts every kernel in a session of its own, where no signal to a group reaches it.

import { type ChildProcess, execFile, execFileSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const windows = process.platform === "win32";
const POLL_MS = 50;
/** How long a killed process may take to vanish: one in the middle of disk access is not at once. */
const KILL_MS = 2_000;

/**
 * The running processes below `pid`: its children, their children, and so on; none on Windows.
 */
export function descendants(pid: number): number[] {
  return below(pid, runningProcesses());
}

/** Whether a process runs: not so if it has ended, even if its parent has not collected it yet. */
export function isRunning(pid: number): boolean {
  return send(pid, 0) && (windows || runningProcesses().has(pid));
}

/**
 * Asks a child process to stop (SIGTERM) and waits until it and all its descendants have ended;
 * kills what is left after `graceMs`. On Windows, where nobody can be asked, the tree is killed.
 *
 * The descendants are noted before the child is asked, as they can no longer be told from others
 * once it has ended; so of a child that has ended already, none are known.
 *
 * @returns how many processes had to be killed after `graceMs`
 */
export async function stopTree(
  child: ChildProcess,
  { graceMs }: { readonly graceMs: number },
): Promise<number> {
  const { pid } = child;
  if (pid === undefined || hasEnded(child)) return 0;
  const killed = new Set<number>();
  if (windows) {
    // It fails if the process has ended in the meantime, which is as well.
    await new Promise((done) => execFile("taskkill", ["/pid", `${pid}`, "/T", "/F"], done));
  } else {
    const tree = new Set([pid]);
    refresh(tree);
    child.kill("SIGTERM");
    await waitForEnd(tree, graceMs);
    await waitForEnd(tree, KILL_MS, (left) => {
      if (send(left, "SIGKILL")) killed.add(left);
    });
  }
  if (!hasEnded(child)) await once(child, "exit");
  return killed.size;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Waits until all of `tree` has ended, at most `ms`; does `act` to each that is left meanwhile. */
async function waitForEnd(tree: Set<number>, ms: number, act?: (pid: number) => void) {
  const deadline = performance.now() + ms;
  for (refresh(tree); tree.size > 0 && performance.now() < deadline; refresh(tree)) {
    if (act) tree.forEach(act);
    await sleep(POLL_MS);
  }
}

/** Drops what has ended from `tree`, and adds what the others have started since. */
function refresh(tree: Set<number>) {
  const running = runningProcesses();
  for (const pid of tree) {
    if (!running.has(pid)) tree.delete(pid);
    else for (const descendant of below(pid, running)) tree.add(descendant);
  }
}

/** Sends a signal, 0 for none; false if there is no such process (any more). */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

function below(pid: number, running: ReadonlyMap<number, number>): number[] {
  const children = [...running].filter(([, parent]) => parent === pid).map(([child]) => child);
  return children.flatMap((child) => [child, ...below(child, running)]);
}

/** Every running process with its parent. */
function runningProcesses(): Map<number, number> {
  if (windows) return new Map();
  const lines =
    process.platform === "linux"
      ? readProc()
      : execFileSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" }).split("\n");
  const running = new Map<number, number>();
  for (const line of lines) {
    const [pid, parent, state] = line.trim().split(/\s+/);
    if (state && !/^[ZX]/.test(state)) running.set(Number(pid), Number(parent));
  }
  return running;
}

/** The lines that `ps` would print: it is missing from many a container. */
function readProc(): string[] {
  const lines: string[] = [];
  for (const pid of readdirSync("/proc")) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      // "4711 (any name, even with a bracket) S 1 …": state and parent follow the last bracket.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      lines.push(`${pid} ${parent} ${state}`);
    } catch {
      // It has ended since the folder was read.
    }
  }
  return lines;
}
