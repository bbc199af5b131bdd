// npm run grade: executes notebooks, each in a fresh kernel, and reports on them.

import { constants } from "node:os";
import { join, relative, resolve, sep } from "node:path";
import pLimit from "p-limit";
import { findEnvironment, jupyterVariables, root } from "./environment.mjs";
import { execute } from "./grade/execute.ts";
import { type Candidate, findNotebooks } from "./grade/find-notebooks.ts";
import { type GradeOptions, parseOptions, UsageError, usage } from "./grade/options.ts";
import { Progress } from "./grade/progress.ts";
import { changeOf, readNotebook } from "./grade/read-notebook.ts";
import { report } from "./grade/report.ts";
import type { Result } from "./grade/result.ts";
import { writeResults } from "./grade/write-results.ts";

/** Stopped by a signal, with its name as the reason. */
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => stop.abort(signal));
}
// Whoever reads our output may go away, the terminal for one: what we started is stopped even so.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  process.exitCode = await grade(parseOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}

/** Does what the command line asks for, and returns the exit code. */
async function grade(options: GradeOptions): Promise<number> {
  if (options.help) {
    console.log(usage);
    return 0;
  }
  const names =
    options.names.length > 0 ? options.names : [relative("", join(root, "notebooks")) || "."];
  const candidates = findNotebooks(names);
  const isNothing = ({ error }: Candidate) =>
    error && (error.kind === "empty-folder" || options.names.length === 0);
  if (candidates.every(isNothing)) {
    throw new UsageError(`No notebook found in ${names.join(", ")}`);
  }
  const environment = locate();
  const progress = new Progress(candidates.length);
  const warnings: string[] = [];
  const limit = pLimit(options.jobs);
  const results = await limit.map(candidates, async (candidate) => {
    const result = await gradeOne(candidate, { options, environment, progress, warnings });
    if (!stop.signal.aborted) progress.finish(result);
    return result;
  });
  progress.close();
  if (stop.signal.aborted) {
    const signal = stop.signal.reason as "SIGINT" | "SIGTERM" | "SIGHUP";
    const { done } = progress;
    console.error(`Stopped by ${signal}: ${done} of ${candidates.length} notebooks were done.`);
    return 128 + constants.signals[signal];
  }

  warnings.push(...writeResults(results, options));
  for (const warning of warnings) console.error(warning);
  const { columns, isTTY = false } = process.stdout;
  console.log(report(results, { colour: isTTY, ...(columns && { width: columns }) }));
  if (results.some(({ error }) => error)) return 1;
  return warnings.length > 0 ? 2 : 0;
}

interface Run {
  readonly options: GradeOptions;
  readonly environment: ReturnType<typeof findEnvironment>;
  readonly progress: Progress;
  readonly warnings: string[];
}

async function gradeOne({ path, error }: Candidate, run: Run): Promise<Result> {
  const { environment, progress, warnings } = run;
  const { timeoutSeconds, html } = run.options;
  if (error) return { notebook: path, seconds: 0, cells: 0, mayRaise: [], error };
  const { text, outline, ...notebook } = readNotebook(path);
  const { cells } = notebook;
  if (notebook.error || stop.signal.aborted) return { notebook: path, seconds: 0, ...notebook };
  const startedAt = performance.now();
  progress.reach(path, 0, cells);
  const failure = await execute(path, outline, {
    python: environment.python,
    env: jupyterVariables(environment),
    timeoutSeconds,
    page: html && pageOf(path, html),
    onCell: (cell) => progress.reach(path, cell, cells),
    onPageError: (message) => warnings.push(`Cannot write the page of ${path}: ${message}`),
    signal: stop.signal,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const found = failure ?? changeOf(path, text);
  return { notebook: path, seconds, ...notebook, ...(found && { error: found }) };
}

function locate() {
  try {
    return findEnvironment();
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Where a notebook's page goes: as deep below `folder` as the notebook is below ours. */
function pageOf(path: string, folder: string): string {
  const steps = relative("", resolve(path)).split(sep);
  // Notebooks from outside get a place of their own, inside.
  const inside = steps.map((step) => (step === ".." ? "_" : step)).join(sep);
  return join(folder, inside.replace(/\.ipynb$/, ".html"));
}
