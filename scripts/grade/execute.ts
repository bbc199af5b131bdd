import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { stopTree } from "../process-tree.ts";
import type { Outline } from "./read-notebook.ts";
import type { Failure, FailureKind } from "./result.ts";
import { firstErrorLine, firstLine } from "./text.ts";

const SCRIPT = fileURLToPath(new URL("../execute-notebook", import.meta.url));
/** How long the Python may take to stop its kernel. */
const GRACE_MS = 5_000;
/** How long nothing may be heard, besides the time for a cell: two starts of a kernel, and more. */
const PATIENCE_MS = 180_000;
/** How much of stderr is kept: enough for a kernel's last words. */
const STDERR_LENGTH = 64_000;

export interface ExecuteOptions {
  /** The Python that has nbconvert. */
  readonly python: string;
  /** The variables that lead Jupyter to our kernel. */
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutSeconds: number;
  /** How long to wait for a sign of life, besides `timeoutSeconds`. @default 180000 */
  readonly patienceMs?: number;
  /** Where to write the executed notebook as HTML. */
  readonly page?: string | undefined;
  /** Called with the number of each code cell as it starts. */
  readonly onCell?: (cell: number) => void;
  /** Called if the page could not be written. */
  readonly onPageError?: (message: string) => void;
  /** Stops the Python and its kernel; what is returned then means nothing. */
  readonly signal?: AbortSignal;
}

/** What it says on stdout, a line each: see events.py there. */
type Event =
  | { event: "kernel"; pid: number }
  | { event: "cell"; index: number }
  | { event: "page"; error: string }
  | { event: "end"; failure: ReportedFailure | null };

interface ReportedFailure {
  kind: FailureKind;
  index?: number | null;
  message?: string | null;
  traceback?: string | null;
  stderr?: string[];
}

/**
 * Executes one notebook in a Python and a kernel of its own; both have ended when it returns.
 *
 * @returns why the notebook failed, undefined if it passed
 */
export async function execute(
  path: string,
  outline: Outline,
  options: ExecuteOptions,
): Promise<Failure | undefined> {
  const { python, env, timeoutSeconds, page, signal } = options;
  const args = ["-W", "ignore", SCRIPT, path, "--watch-stdin", "--timeout", `${timeoutSeconds}`];
  const child = spawn(python, page ? [...args, "--page", page] : args, {
    env: { ...env, PYTHONUTF8: "1" },
    // If we are killed, its stdin ends, and it stops by itself.
    stdio: ["pipe", "pipe", "pipe"],
    // In a session of its own it does not hear Ctrl-C: we do, and stop it together with its kernel.
    detached: process.platform !== "win32",
  });
  const ended = endOf(child);
  const silence = new AbortController();
  const patienceMs = timeoutSeconds * 1_000 + (options.patienceMs ?? PATIENCE_MS);
  const patience = setTimeout(() => silence.abort(), patienceMs);
  const signals = signal ? [signal, silence.signal] : [silence.signal];
  const stopped = stopWhenAborted(child, AbortSignal.any(signals));
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    stderr = (stderr + chunk).slice(-STDERR_LENGTH);
  });

  let kernel: number | undefined;
  let end: Extract<Event, { event: "end" }> | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    patience.refresh();
    if (!line.startsWith("{")) continue; // Nothing else should be there, but who knows.
    const event = JSON.parse(line) as Event;
    if (event.event === "kernel") kernel = event.pid;
    if (event.event === "cell") options.onCell?.(outline[event.index]?.cell ?? 0);
    if (event.event === "page") options.onPageError?.(event.error);
    if (event.event === "end") end = event;
  }
  clearTimeout(patience);
  const how = await ended;
  await stopped();
  // Whoever still holds stderr open, a process that a cell has left behind, is not waited for.
  child.stderr.destroy();
  if (kernel !== undefined) killGroup(kernel);
  if (end) return end.failure ? toFailure(end.failure, outline, stderr) : undefined;
  if (silence.signal.aborted) {
    const message = `no sign of life from Python for ${patienceMs / 1_000} s: try again`;
    return { kind: "python", message, ...(stderr !== "" && { traceback: stderr }) };
  }
  return brokenPython(python, how, stderr);
}

/** How a process ended, in words. */
async function endOf(child: ChildProcess): Promise<string> {
  try {
    const [code, signal] = await once(child, "exit");
    return signal ? `${signal} ended it` : `exit code ${code}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Stops the tree when the signal comes; returns what waits until it is stopped, if it did. */
function stopWhenAborted(child: ChildProcess, signal: AbortSignal): () => Promise<void> {
  let stopping: Promise<unknown> | undefined;
  const stop = () => {
    stopping = stopTree(child, { graceMs: GRACE_MS });
  };
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop);
  return async () => {
    signal.removeEventListener("abort", stop);
    await stopping;
  };
}

/** Ends what a notebook has started and not stopped: it is in the group that its kernel led. */
function killGroup(leader: number) {
  try {
    process.kill(-leader, "SIGKILL");
  } catch {
    // Nothing was left; or this is Windows, which has no groups.
  }
}

function toFailure(reported: ReportedFailure, outline: Outline, stderr: string): Failure {
  const { kind, index, message, traceback } = reported;
  const outputs = reported.stderr ?? [];
  const spoken = kind === "kernel-died" || kind === "kernel-start" ? stderr : "";
  const fatal = /^FATAL ERROR: .*/m.exec(spoken)?.[0];
  const said = fatal ? `the kernel died: ${fatal}` : (message ?? firstErrorLine(outputs));
  const details = [...outputs, traceback ?? "", spoken].join("").trimEnd();
  return {
    kind,
    ...(index != null && outline[index]),
    message: firstLine(said) ?? "the cell failed without a word",
    ...(details !== "" && { traceback: details }),
  };
}

function brokenPython(python: string, how: string, stderr: string): Failure {
  const reason = stderr.trimEnd().split("\n").at(-1) || how;
  return {
    kind: "python",
    message: `${python} could not execute it: ${reason}: try \`npm run setup\``,
    traceback: `${stderr}${how}`,
  };
}
