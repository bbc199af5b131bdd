import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../environment.mjs";
import type { Place, Report } from "./harness.ts";

/** Something that failed, and where. */
export interface CellFailure extends Place {
  readonly message: string;
}

/** What came of one module. */
export interface ModuleRun {
  readonly failures: readonly CellFailure[];
  readonly elapsedMs: number;
}

/** How a module is run. */
export interface RunModuleOptions {
  /** The notebook that it is made of: it runs in that one's folder. */
  readonly notebook: string;
  /** How long each of its cells may take. */
  readonly timeoutMs: number;
}

/** How much of stderr is kept: enough for the reason why a module did not load. */
const stderrLength = 4000;

/** Writes a module of cells to `file`, and runs it in a process of its own. */
export async function runModule(
  file: string,
  text: string,
  { notebook, timeoutMs }: RunModuleOptions,
): Promise<ModuleRun> {
  writeFileSync(file, text);
  const startMs = performance.now();
  const child = fork(file, [], {
    cwd: dirname(notebook),
    // Types are taken out of the library once, not in each process again.
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, ".cache", "compiled") },
    execArgv: [],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const failures: CellFailure[] = [];
  let place: Place = { cell: "before the first cell", requirement: 0, gradeId: "" };
  let hasEnded = false;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill("SIGKILL");
  }, timeoutMs);
  const note = (message: string) => failures.push({ ...place, message });
  child.on("message", (report: Report) => {
    timer.refresh();
    if (report.event === "begin") place = report;
    else if (report.event === "failure") note(report.message);
    else hasEnded = true;
  });
  const how = await endOf(child).finally(() => clearTimeout(timer));
  if (isLate) note(`Not done after ${timeoutMs.toLocaleString("en-US")} ms`);
  else if (!hasEnded) note(how);
  return { failures, elapsedMs: performance.now() - startMs };
}

/** Waits for the end of a process, and says how it ended, too early. */
async function endOf(child: ChildProcess): Promise<string> {
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    stderr = (stderr + chunk).slice(-stderrLength);
  });
  // All that it said has been read by then.
  const [code, signal] = await once(child, "close");
  const reason = /^\w*Error\b.*/m.exec(stderr)?.[0] ?? stderr.trim();
  return `The process ended early, ${signal ?? `with exit code ${code}`}: ${reason}`;
}
