import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** More than any run needs, however slow the machine: one that takes longer hangs. */
const TIMEOUT_MS = 600_000;

/** What a program has left. */
export interface Ended {
  /** The exit code; `null` if a signal has ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end.
 *
 * What it says goes through files. A kernel shares the pipes of the Python that started it, and
 * Node sets them to non-blocking for both: a traceback that Python then writes loses every piece
 * for which the pipe is full just then.
 */
export async function run(
  file: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string } = {},
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "run-"));
  const names = [join(folder, "stdout"), join(folder, "stderr")] as const;
  const [out, err] = [openSync(names[0], "w"), openSync(names[1], "w")];
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      const child = spawn(file, args, {
        ...options,
        stdio: ["ignore", out, err],
        timeout: TIMEOUT_MS,
      });
      child.on("error", reject).on("exit", resolve);
    });
    return { code, stdout: readFileSync(names[0], "utf8"), stderr: readFileSync(names[1], "utf8") };
  } finally {
    closeSync(out);
    closeSync(err);
    rmSync(folder, { recursive: true });
  }
}
