// The Python environment of our own tests, beside the class's: see test/requirements.txt.

import { type ExecFileException, execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findEnvironment, root } from "./environment.mjs";
import { isRunning } from "./process-tree.ts";

const prefix = join(root, ".cache", "test-env");
const requirements = join(root, "test", "requirements.txt");
const stamp = join(prefix, "concurrency-lab.stamp");
const lock = join(root, ".cache", "test-env.lock");
const log = join(root, ".cache", "test-env.log");
const POLL_MS = 250;

const windows = process.platform === "win32";
const python = windows ? join(prefix, "Scripts", "python.exe") : join(prefix, "bin", "python");

/**
 * Makes the environment in `.cache/test-env` if it is not there yet, or if test/requirements.txt
 * has changed: about 40 seconds. Test files that run at the same time may all ask for it; one
 * makes it, and the others wait.
 *
 * @throws {Error} that says what did not work and where the details are
 */
export async function testEnvironment(): Promise<{ python: string }> {
  const base = findEnvironment().python;
  const digest = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  const isCurrent = () => existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
  while (!isCurrent()) {
    if (!takeLock()) {
      await sleep(POLL_MS);
      continue;
    }
    try {
      // Who had the lock before may have made it.
      if (!isCurrent()) await make(base);
      writeFileSync(stamp, digest);
    } finally {
      rmSync(lock);
    }
  }
  return { python };
}

async function make(base: string): Promise<void> {
  // The class's Python makes it, so that both are of one version.
  await command(base, ["-m", "venv", "--clear", prefix]);
  const quiet = ["--disable-pip-version-check", "--no-input"];
  const patience = ["--retries", "1", "--timeout", "20"];
  await command(python, ["-m", "pip", "install", ...quiet, ...patience, "-r", requirements]);
}

/** Whether the lock is ours now; one whose owner has ended is taken over. */
function takeLock(): boolean {
  mkdirSync(join(root, ".cache"), { recursive: true });
  try {
    writeFileSync(lock, `${process.pid}`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const owner = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
  // It is empty for the moment between its creation and its first write.
  if (owner > 0 && !isRunning(owner)) rmSync(lock, { force: true });
  return false;
}

async function command(file: string, args: readonly string[]): Promise<void> {
  const [error, output] = await new Promise<[ExecFileException | null, string]>((resolve) => {
    execFile(file, args, { maxBuffer: Infinity }, (error, stdout, stderr) =>
      resolve([error, stdout + stderr]),
    );
  });
  if (!error) return;
  writeFileSync(log, `$ ${file} ${args.join(" ")}\n${output}`);
  const reason = output.split("\n").findLast((line) => /error/i.test(line)) ?? error.message;
  throw new Error(
    `Cannot make ${prefix}, which nbgrader and jupyter-kernel-test run in: ${reason.trim()} ` +
      `(details: ${log}): connect to the network, or set up your mirror for pip, and try again`,
  );
}
