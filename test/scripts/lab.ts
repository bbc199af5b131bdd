import { type ChildProcess, spawn } from "node:child_process";
import { root } from "../../scripts/environment.mjs";

/** JupyterLab as `npm start` starts it. */
export interface Lab {
  readonly process: ChildProcess;
  /** What it printed until it was ready. */
  readonly output: string;
  /** Its address, with the token. */
  readonly url: URL;
}

/**
 * Runs `npm start -- --no-browser …`, without npm, until it says that it is ready.
 *
 * @throws {Error} with what it printed, if it ends instead
 */
export async function startLab(...args: string[]): Promise<Lab> {
  const command = ["scripts/run.mjs", "scripts/start.ts", "--no-browser", ...args];
  const lab = spawn(process.execPath, command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [lab.stdout, lab.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const exit = new Promise<never>((_, reject) => {
    lab.on("exit", (code) => reject(new Error(`npm start has ended with ${code}: ${output}`)));
  });
  const ready = new Promise<URL>((resolve) => {
    lab.stdout.on("data", () => {
      const address = /ready after \S+ s: (\S+)\n/.exec(output)?.[1];
      if (address) resolve(new URL(address));
    });
  });
  const url = await Promise.race([ready, exit]);
  exit.catch(() => {});
  return { process: lab, output, url };
}
