import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { findEnvironment, root } from "../../scripts/environment.mjs";
import { execute } from "../../scripts/grade/execute.ts";
import { readNotebook } from "../../scripts/grade/read-notebook.ts";
import type { Failure } from "../../scripts/grade/result.ts";
import { codeCells, errorsIn, quotedCell, silentCells } from "./cells.ts";
import type { Kernel } from "./kernels.ts";
import type { Outcome, Outcomes } from "./outcome.ts";
import { type Ended, run } from "./run.ts";

/** How a tool is to run. */
export interface ToolOptions {
  readonly kernel: Kernel;
  /** How long a cell may take. */
  readonly timeoutSeconds: number;
  /** Where it may write; it need not exist. */
  readonly folder: string;
}

/** Just `python -m nbconvert`, started in half the time: see scripts/execute-notebook. */
const NBCONVERT = `import sys
sys.modules["rfc3987_syntax"] = None
from nbconvert.nbconvertapp import main
main()`;

/** What ends a traceback if it is for the notebook that nbconvert fails, or for its kernel. */
const NBCLIENT_FAILURE =
  /^nbclient\.exceptions\.(CellExecutionError|CellTimeoutError|DeadKernelError)/m;

/** `nbconvert --execute`: it stops at the first failing cell. */
export async function nbconvert(path: string, options: ToolOptions): Promise<Outcome> {
  const { code, stderr } = await startNbconvert([path], options);
  const text = stripVTControlCharacters(stderr);
  if (code === 0) {
    const cells = codeCells(join(options.folder, basename(path)));
    return { caught: false, cells: [], text, silent: silentCells(cells) };
  }
  if (!NBCLIENT_FAILURE.test(text)) throw new Error(`nbconvert did not execute ${path}: ${text}`);
  // Of a dead kernel it says no more than that.
  const cell = quotedCell(path, text);
  return { caught: true, cells: cell === undefined ? [] : [cell], text };
}

/** `nbconvert --execute --allow-errors`: what fails stands in the notebooks that it writes. */
export async function allowErrors(
  paths: readonly string[],
  options: ToolOptions,
): Promise<Outcomes> {
  const { code, stderr } = await startNbconvert([...paths, "--allow-errors"], options);
  const text = stripVTControlCharacters(stderr);
  if (code !== 0 && !NBCLIENT_FAILURE.test(text)) throw new Error(`nbconvert has failed: ${text}`);
  return new Map(
    paths.map((path): [string, Outcome] => {
      const written = join(options.folder, basename(path));
      // A dead kernel stops it, at this notebook or at one before.
      if (!existsSync(written)) return [path, { caught: false, cells: [], text }];
      const cells = codeCells(written);
      const errors = errorsIn(cells);
      const outcome = {
        caught: errors.length > 0,
        cells: [...new Set(errors.map(({ cell }) => cell))],
        text: errors.map((error) => error.text).join("\n"),
        silent: silentCells(cells),
      };
      return [path, outcome];
    }),
  );
}

/** `npm run grade -- --json`, without npm. */
export async function grade(paths: readonly string[], options: ToolOptions): Promise<Outcomes> {
  const { kernel, timeoutSeconds, folder } = options;
  const grader = join(root, "scripts", "grade.ts");
  const json = join(folder, "results.json");
  const limits = ["--timeout", `${timeoutSeconds}`, "--jobs", "1"];
  const args = [grader, ...paths, ...limits, "--json", json];
  const { stderr } = await run(findEnvironment().node, args, { env: kernel.env });
  if (!existsSync(json)) throw new Error(`scripts/grade.ts has written no results: ${stderr}`);
  const results = JSON.parse(readFileSync(json, "utf8")) as { notebook: string; error?: Failure }[];
  return new Map(results.map(({ notebook, error }) => [notebook, toOutcome(error)]));
}

/**
 * What `npm run grade` does with a notebook. The command itself would look for our kernel, and
 * reach it by sockets; if the folder for them has too long a name, it makes do with ports.
 */
export async function gradeInOtherKernel(path: string, options: ToolOptions): Promise<Outcome> {
  const { kernel, timeoutSeconds, folder } = options;
  const TMPDIR = join(folder, "no-place-for-sockets".repeat(5));
  mkdirSync(TMPDIR, { recursive: true });
  const { python } = findEnvironment();
  const { outline } = readNotebook(path);
  const env = { ...kernel.env, TMPDIR };
  return toOutcome(await execute(path, outline, { python, env, timeoutSeconds }));
}

function toOutcome(error: Failure | undefined): Outcome {
  if (!error) return { caught: false, cells: [], text: "" };
  const { cell, kind, message, traceback = "" } = error;
  if (cell === undefined) throw new Error(`A notebook was not executed: ${kind}: ${message}`);
  const text = stripVTControlCharacters(`${kind}: ${message}\n${traceback}`);
  return { caught: true, cells: [cell], text };
}

async function startNbconvert(
  args: readonly string[],
  { kernel, timeoutSeconds, folder }: ToolOptions,
): Promise<Ended> {
  const sockets = mkdtempSync(join(tmpdir(), "grade-"));
  const options = [
    ...["--execute", "--to", "notebook", "--output-dir", folder],
    `--ExecutePreprocessor.timeout=${timeoutSeconds}`,
    // Else, after a time-out, it waits five seconds for a kernel that does not hear it.
    "--ExecutePreprocessor.shutdown_kernel=immediate",
    `--KernelManager.transport=${kernel.transport}`,
  ];
  if (kernel.transport === "ipc") {
    options.push(`--KernelManager.connection_file=${join(sockets, "kernel.json")}`);
  }
  try {
    const { python } = findEnvironment();
    return await run(python, ["-c", NBCONVERT, ...options, ...args], { env: kernel.env });
  } finally {
    rmSync(sockets, { recursive: true });
  }
}
