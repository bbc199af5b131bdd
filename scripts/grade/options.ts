import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";

export const usage = `Usage: npm run grade -- [notebooks or folders…] [options]

Executes notebooks, each in a fresh kernel; all those below notebooks/ if none is named.

  --timeout SECONDS  how long a cell may take (default 300)
  --jobs N           how many notebooks at once (default: half as many as there are cores)
  --junit FILE       write the results as JUnit XML
  --json FILE        write the results as JSON
  --html DIR         keep the executed notebooks as pages
  --help             show this

Exit code: 0 if all passed, 1 if any failed, 2 on wrong use, or if a
file could not be written.`;

/** What the command line asks for. */
export interface GradeOptions {
  readonly names: readonly string[];
  readonly help: boolean;
  readonly timeoutSeconds: number;
  readonly jobs: number;
  readonly junit?: string;
  readonly json?: string;
  readonly html?: string;
}

/** The command line is wrong: the message says what, and what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} on an unknown option or a bad value
 */
export function parseOptions(args: readonly string[]): GradeOptions {
  const { values, positionals } = parse(args);
  const { help = false, timeout = "300", jobs, ...files } = values;
  for (const [option, file] of Object.entries(files)) {
    if (file === "") throw new UsageError(`--${option} needs a path: received ""`);
  }
  return {
    names: positionals,
    help,
    timeoutSeconds: positiveInteger("--timeout", timeout),
    jobs: jobs === undefined ? defaultJobs() : positiveInteger("--jobs", jobs),
    ...files,
  };
}

/**
 * Half the cores, rounded down. The notebooks measure: each keeps a main thread and a pool of
 * workers busy at the same time, and its speedups would be those of its neighbours if it had less
 * than two cores. On two cores that means one after the other; who only wants to know whether
 * they pass asks for more, as no check depends on a narrow time.
 */
function defaultJobs(): number {
  return Math.max(1, Math.floor(availableParallelism() / 2));
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        timeout: { type: "string" },
        jobs: { type: "string" },
        junit: { type: "string" },
        json: { type: "string" },
        html: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function positiveInteger(option: string, value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= 1 && Number.isSafeInteger(number)) return number;
  throw new UsageError(`${option} must be a whole number from 1 up: received "${value}"`);
}
