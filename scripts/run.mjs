// node scripts/run.mjs [script.ts] [arguments]: sets up what is missing, then runs the script on
// the environment's Node 24, in the folder where npm was called. Plain JavaScript, and no import before the version is known to do.

const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(`Cannot start: install Node 20 or later (this is ${process.version}).`);
  process.exit(1);
}

const { spawn } = await import("node:child_process");
const { constants } = await import("node:os");
const { join } = await import("node:path");
const { root } = await import("./environment.mjs");
const { setUp, SetupError } = await import("./setup.mjs");

const [script, ...args] = process.argv.slice(2);
try {
  const { node } = await setUp();
  if (script) process.exitCode = await run(node, [join(root, script), ...args]);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(`Cannot set up: ${error.message}`);
  process.exitCode = 1;
}

/**
 * Runs a program in the foreground, hands it every signal, and outlives it.
 *
 * @param {string} file
 * @param {string[]} argv
 * @returns {Promise<number>} its exit code, 128 + n if signal n ended it
 */
function run(file, argv) {
  const child = spawn(file, argv, {
    cwd: process.env.INIT_CWD ?? process.cwd(),
    stdio: "inherit",
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
