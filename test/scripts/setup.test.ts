import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { locateEnvironment, readPins, root } from "../../scripts/environment.mjs";
import { setUp } from "../../scripts/setup.mjs";

let clone: string;
let programs: string;

beforeEach(() => {
  clone = join(mkdtempSync(join(tmpdir(), "setup-")), "a path with blanks");
  const manifests = ["package.json", "lib/package.json", "serving/package.json"];
  for (const file of ["environment.yml", "package-lock.json", ...manifests]) {
    cpSync(join(root, file), join(clone, file));
  }
  cpSync(join(root, "scripts"), join(clone, "scripts"), { recursive: true });
  programs = join(clone, "programs");
  mkdirSync(programs);
});
afterEach(() => rmSync(dirname(clone), { recursive: true, force: true }));

/** Sets up the clone, on a machine that has the given programs and no others. */
function setUpClone(path: string, variables: NodeJS.ProcessEnv = {}) {
  const { CONDA_PREFIX: _, ...inherited } = process.env;
  return spawnSync(process.execPath, ["scripts/run.mjs"], {
    cwd: clone,
    encoding: "utf8",
    env: { ...inherited, ...variables, PATH: path },
  });
}

/** A stand-in for `python3` that answers the two questions that set-up asks. */
function writePython(version: string, { venv }: { venv: boolean }) {
  const file = join(programs, "python3");
  const answer = `case "$2" in *executable*) echo "${file}|${version}";; *) exit ${venv ? 0 : 1};; esac`;
  writeFileSync(file, `#!/bin/sh\n${answer}\n`);
  chmodSync(file, 0o755);
}

test("names what is missing: Python", () => {
  const { status, stdout, stderr } = setUpClone(programs);
  expect(stdout).toContain("1/3 Python environment .venv … failed");
  expect(stderr).toBe(
    "Cannot set up: install Python 3.10 or later with its venv module: none was found on the PATH\n",
  );
  expect(status).toBe(1);
});

test.skipIf(process.platform === "win32")("names what is missing: a newer Python", () => {
  writePython("3.9", { venv: true });
  const { status, stderr } = setUpClone(programs);
  expect(stderr).toMatch(/^Cannot set up: install Python 3\.10 or later .*python3 is 3\.9\n$/);
  expect(status).toBe(1);
});

test.skipIf(process.platform === "win32")("names what is missing: venv", () => {
  writePython("3.12", { venv: false });
  const { status, stderr } = setUpClone(programs);
  expect(stderr).toMatch(/^Cannot set up: .*has no venv .*sudo apt-get install python3-venv\)\n$/);
  expect(status).toBe(1);
});

test("without a network says so in one line, and starts over the next time", () => {
  const nowhere = { PIP_INDEX_URL: "http://127.0.0.1:9/simple/", PIP_CONFIG_FILE: "/dev/null" };
  const path = process.env.PATH ?? "";
  for (const attempt of [setUpClone(path, nowhere), setUpClone(path, nowhere)]) {
    expect(attempt.stdout).toContain("1/3 Python environment .venv … failed");
    expect(attempt.stderr).toMatch(/^Cannot set up: connect to the network, .*setup\.log\)\n$/);
    expect(attempt.status).toBe(1);
  }
}, 60_000);

test("waits for a set-up that is under way, and takes over from one that is dead", async () => {
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  const turn = join(clone, ".cache", "setup.pid");
  mkdirSync(dirname(turn));
  writeFileSync(turn, String(other.pid));
  const ours = spawn(process.execPath, ["scripts/run.mjs"], {
    cwd: clone,
    env: { PATH: programs },
  });
  let output = "";
  ours.stdout.on("data", (chunk) => {
    output += chunk;
    // Heard while the other is running; it is to begin once it is not.
    if (output.includes(`Waiting for process ${other.pid} to set up`)) other.kill();
  });
  const [status] = await once(ours, "close");
  expect(output).toMatch(/^Waiting for process .*\n[\s\S]*1\/3 Python environment .venv … failed/);
  expect(status).toBe(1);
  expect(existsSync(turn)).toBe(false);
}, 30_000);

test("does nothing, and prints nothing, where all is done", async () => {
  const start = performance.now();
  expect(await setUp()).toEqual(locateEnvironment());
  expect(performance.now() - start).toBeLessThan(5_000);
});

test("reads the pins of environment.yml, to the last one", () => {
  const pins = new Map(readPins());
  expect(pins.get("nodejs")).toMatch(/^24\.\d+\.\d+$/);
  expect([...pins.keys()]).toEqual(
    expect.arrayContaining(["jupyterlab", "nbconvert", "nbclient", "nbformat"]),
  );
});
