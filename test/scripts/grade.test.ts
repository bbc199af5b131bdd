import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEnvironment, jupyterVariables } from "../../scripts/environment.mjs";
import { execute } from "../../scripts/grade/execute.ts";
import type { FailureKind } from "../../scripts/grade/result.ts";
import { descendants, isRunning } from "../../scripts/process-tree.ts";
import { writeNotebook } from "./fixtures/write-notebook.ts";

const environment = findEnvironment();
const grader = join(import.meta.dirname, "../../scripts/grade.ts");

/** Leaves the id of the kernel, or of something that it started, in the notebook's folder. */
const note = (pid: string) => `import { appendFileSync } from "node:fs";
appendFileSync("pids", \`\${${pid}}\\n\`);`;
const noteKernel = note("process.pid");

const folder = mkdtempSync(join(tmpdir(), "grade test "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs `npm run grade`, as it were, in the test's folder. */
function start(args: readonly string[], cwd = folder) {
  const child = spawn(process.execPath, [grader, ...args], { cwd });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => (output.stdout += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk) => (output.stderr += chunk));
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  return { child, output, ended };
}

async function grade(args: readonly string[], cwd = folder) {
  const { output, ended } = start(args, cwd);
  const code = await ended;
  return { code, ...output };
}

/** The ids that the notebooks of a folder have left. */
function pidsIn(where: string): number[] {
  const file = join(folder, where, "pids");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").map(Number) : [];
}

interface JsonResult {
  notebook: string;
  status: "passed" | "failed";
  seconds: number;
  cells: number;
  mayRaise: number[];
  error?: {
    kind: FailureKind;
    cell?: number;
    heading?: string;
    message: string;
    traceback?: string;
  };
}

describe("one run over good and bad notebooks", () => {
  let run: Awaited<ReturnType<typeof grade>>;
  let results: JsonResult[];
  const good = join(folder, "lectures/29/good.ipynb");
  let before: string;

  beforeAll(async () => {
    writeNotebook(good, [
      "# Good",
      noteKernel,
      // A program that a notebook forgets to stop, and that an interrupt does not.
      `import { spawn } from "node:child_process";
const forgotten = spawn("sh", ["-c", "trap '' INT; exec sleep 1000"], { stdio: "ignore" });
forgotten.unref();`,
      note("forgotten.pid"),
      'console.log("seen in the page");',
    ]);
    // Another of the same name, whose kernel does not stop when it is asked to.
    writeNotebook(join(folder, "lectures/31/good.ipynb"), [
      `process.on("SIGTERM", () => {});
setInterval(() => {}, 1000);`,
      noteKernel,
    ]);
    writeNotebook(join(folder, "lectures/.ipynb_checkpoints/good-checkpoint.ipynb"), ["throw 1"]);
    writeNotebook(join(folder, "throws.ipynb"), [
      "# Exercise 1",
      noteKernel,
      "## 1. Works",
      'console.error("a note on stderr");',
      "## 2. Breaks <here> & now\n\nprose\n\n```sh\n# no heading\n```",
      "",
      `const limit: number = 3;
console.error("before");
throw new RangeError(\`more than \${limit} <b> & \\u0007 \\x1b[31mred\\x1b[0m]]>\`);`,
      'console.log("not reached");',
    ]);
    writeNotebook(join(folder, "rejects.ipynb"), [
      noteKernel,
      'await Promise.reject(new TypeError("rejected"));',
    ]);
    writeNotebook(join(folder, "type-error.ipynb"), ["# Types", "const text: string = 1;"]);
    writeNotebook(join(folder, "endless.ipynb"), [noteKernel, "## Loop", "while (true);"]);
    writeNotebook(join(folder, "dies.ipynb"), ["## Exit", 'process.kill(process.pid, "SIGKILL");']);
    writeNotebook(join(folder, "no-cells.ipynb"), []);
    writeNotebook(join(folder, "only-prose.ipynb"), ["# Prose", "# More"]);
    writeNotebook(join(folder, "python.ipynb"), ["1 + 1"], "python3");
    writeFileSync(join(folder, "not-json.ipynb"), '{ "cells": [');
    writeFileSync(join(folder, "empty.ipynb"), "");
    writeFileSync(join(folder, "other-json.ipynb"), '{ "name": "package" }');
    writeFileSync(join(folder, "old.ipynb"), '{ "nbformat": 3, "worksheets": [] }');
    writeFileSync(join(folder, "notes.txt"), "");
    writeNotebook(join(folder, "skipped.ipynb"), [
      "# Skipped",
      "1 + 1",
      // As in a file that was not cleaned: the output is of some other run.
      {
        ...{ cell_type: "code", metadata: { tags: ["skip-execution"] }, source: "throw 1" },
        execution_count: 2,
        outputs: [{ output_type: "stream", name: "stderr", text: "all is well" }],
      },
      "throw 2",
    ]);
    writeNotebook(join(folder, "browser.ipynb"), ["", "/** @browser */\nthrow 1; // throws"]);
    writeNotebook(join(folder, "module.ipynb"), ["\n/**\n@module helper */\nthrow 1;"]);
    const raw = { cell_type: "raw", metadata: {}, source: "throw 1" };
    writeNotebook(join(folder, "raw.ipynb"), [
      { ...raw, metadata: { raw_mimetype: "text/latex" } },
      { ...raw, source: "" },
      "1 + 1",
      "# Check",
      raw,
    ]);
    writeNotebook(join(folder, "retyped.ipynb"), [
      "1 + 1",
      { ...raw, cell_type: "markdown", metadata: { nbgrader: { cell_type: "code" } } },
    ]);
    writeNotebook(join(folder, "allows-errors.ipynb"), ["throw new Error('not allowed');"]);
    const allowing = JSON.parse(readFileSync(join(folder, "allows-errors.ipynb"), "utf8"));
    Object.assign(allowing.metadata, { allow_errors: true, execution: { allow_errors: true } });
    writeFileSync(join(folder, "allows-errors.ipynb"), JSON.stringify(allowing));
    writeNotebook(join(folder, "changes.ipynb"), [
      'import { appendFileSync } from "node:fs";\nappendFileSync("changes.ipynb", " ");',
    ]);
    writeNotebook(join(folder, "ill-formed.ipynb"), [
      "# Half\ud83d",
      'console.log("a\ud83db");',
      'console.log("c" + "👍"[0] + "d");',
      'throw new Error("e" + "👍"[1] + "f"); // throws',
    ]);
    writeNotebook(join(folder, "throws-ill-formed.ipynb"), [
      "# Half\ud83d",
      'throw new Error("e" + "👍"[0] + "f");',
      "1; // throws",
      "1; // throws",
    ]);
    symlinkSync("nowhere", join(folder, "dangling.ipynb"));
    before = readFileSync(good, "utf8");

    const names =
      "throws rejects type-error endless dies no-cells only-prose python not-json empty other-json old dangling missing " +
      "skipped browser module raw retyped allows-errors changes ill-formed throws-ill-formed";
    run = await grade([
      "lectures",
      ...names.split(" ").map((name) => `${name}.ipynb`),
      "notes.txt",
      "lectures/29/good.ipynb", // Named twice, executed once.
      ...["--timeout", "5", "--jobs", "3"],
      ...["--json", "out/a/results.json", "--junit", "out/b/results.xml", "--html", "out/pages"],
    ]);
    expect(run.code, run.stderr).toBe(1);
    results = JSON.parse(readFileSync(join(folder, "out/a/results.json"), "utf8"));
  }, 120_000);

  const resultOf = (notebook: string) => results.find((result) => result.notebook === notebook);

  it("ends with the counts", () => {
    expect(run.stdout).toMatch(/\n3 passed, 23 failed, 4 cells may raise\n$/);
    expect(results.filter(({ status }) => status === "passed")).toHaveLength(3);
    expect(results).toHaveLength(26);
  });

  it("passes the good ones beside the bad ones", () => {
    expect(resultOf("lectures/29/good.ipynb")).toEqual({
      notebook: "lectures/29/good.ipynb",
      status: "passed",
      seconds: expect.any(Number),
      cells: 4,
      mayRaise: [],
    });
    expect(resultOf("lectures/31/good.ipynb")).toMatchObject({ status: "passed", cells: 2 });
    expect(readFileSync(good, "utf8")).toBe(before);
  });

  it.each<[string, FailureKind, string | RegExp, { cell?: number; heading?: string }]>([
    [
      "throws",
      "cell-error",
      /^RangeError: more than 3 <b> & {2}red]]>$/,
      { cell: 4, heading: "2. Breaks <here> & now" },
    ],
    ["rejects", "cell-error", "TypeError: rejected", { cell: 2 }],
    [
      "type-error",
      "cell-error",
      /1:7 - .*Type 'number' is not assignable to type 'string'/,
      { cell: 1, heading: "Types" },
    ],
    [
      "endless",
      "cell-timeout",
      "no answer after 5 s: raise --timeout if it needs longer",
      { cell: 2, heading: "Loop" },
    ],
    ["dies", "kernel-died", "the kernel died: SIGKILL ended it", { cell: 1, heading: "Exit" }],
    ["no-cells", "no-code", "it has no code cell: nothing was checked", {}],
    ["only-prose", "no-code", "it has no code cell: nothing was checked", {}],
    [
      "python",
      "wrong-kernel",
      "its kernel is «python3», expected «tslab»: choose it in JupyterLab",
      {},
    ],
    ["not-json", "not-a-notebook", "not JSON: ", {}],
    ["empty", "not-a-notebook", "the file is empty: restore it from git", {}],
    ["other-json", "not-a-notebook", "not a notebook: JSON without a list of cells", {}],
    ["old", "not-a-notebook", "its nbformat is 3, expected 4: save it anew in JupyterLab", {}],
    ["dangling", "missing", "no such file or folder: check the name", {}],
    ["missing", "missing", "no such file or folder: check the name", {}],
    [
      "skipped",
      "cell-skipped",
      "the cell was not run: it has the tag «skip-execution»: take the tag off",
      { cell: 2, heading: "Skipped" },
    ],
    [
      "browser",
      "cell-skipped",
      "the cell was not run: the kernel does not run @browser cells: take the comment away",
      { cell: 2 },
    ],
    [
      "module",
      "cell-skipped",
      "the cell was not run: the kernel does not run @module cells: take the comment away",
      { cell: 1 },
    ],
    [
      "raw",
      "cell-skipped",
      "the cell was not run: it is a raw cell: make it code or Markdown",
      { heading: "Check" },
    ],
    [
      "retyped",
      "cell-skipped",
      "the cell was not run: it was a code cell, and is a markdown cell now: make it code again",
      {},
    ],
    ["allows-errors", "cell-error", "Error: not allowed", { cell: 1 }],
    ["changes", "changed", "the file changed while it ran: grade it again", {}],
    ["throws-ill-formed", "cell-error", "Error: e\ufffdf", { cell: 1, heading: "Half\ufffd" }],
  ])("reports %s.ipynb", (name, kind, message, place) => {
    const { error } = resultOf(`${name}.ipynb`) ?? {};
    expect(error).toMatchObject({ kind, ...place });
    expect(error?.message).toMatch(message);
    expect(error?.cell).toBe(place.cell);
    expect(error?.heading).toBe(place.heading);
  });

  it("reports a file that is no notebook by its name", () => {
    expect(resultOf("notes.txt")?.error).toEqual({
      kind: "not-a-notebook",
      message: "not a notebook: its name does not end in .ipynb",
    });
  });

  it("prints an aligned table, then each failure in full", () => {
    const lines = run.stdout.split("\n");
    const table = lines.slice(0, lines.indexOf(""));
    expect(table).toHaveLength(1 + results.length);
    const column = table[0]?.indexOf("result") ?? 0;
    for (const line of table.slice(1)) expect(line.slice(column)).toMatch(/^(passed|failed) /);
    expect(table.find((line) => line.startsWith("throws.ipynb"))).toMatch(
      /failed +\d+\.\d +2\. Breaks <here> & now, cell 4 +RangeError: more than 3/,
    );
    expect(run.stdout).toContain("\nthrows.ipynb · 2. Breaks <here> & now, cell 4\n");
    // All that the failing cell wrote to stderr, but not what others did; and no colours in a pipe.
    expect(run.stdout).toMatch(/\n {4}before\n {4}RangeError: more than 3 .*\n/);
    expect(run.stdout).not.toContain("a note on stderr");
    expect(run.stdout).not.toContain("\x1b");
    expect(run.stderr.match(/^\[\d+\/26\] .+ (passed in|failed after) \d+\.\d s/gm)).toHaveLength(
      26,
    );
  });

  it("writes JUnit XML that parses", () => {
    const script = `
import json, sys, xml.etree.ElementTree as tree
suite = tree.parse(sys.argv[1]).getroot().find("testsuite")
cases = [[c.get("classname"), c.get("name"), [f.attrib | {"text": f.text} for f in c]] for c in suite]
print(json.dumps([suite.get("tests"), suite.get("failures"), cases]))`;
    const parsed = execFileSync(environment.python, ["-c", script, "out/b/results.xml"], {
      cwd: folder,
      encoding: "utf8",
    });
    const [tests, failures, cases] = JSON.parse(parsed);
    expect([tests, failures]).toEqual(["26", "23"]);
    expect(cases).toContainEqual(["lectures/29", "lectures/29/good.ipynb", []]);
    const [[, , [failure]]] = cases.filter(([, name]: string[]) => name === "throws.ipynb");
    expect(failure).toMatchObject({
      type: "cell-error",
      message: expect.stringMatching(/^RangeError: more than 3 <b> & {2}red]]>$/),
      text: expect.stringMatching(
        /^2\. Breaks <here> & now, cell 4\n[\s\S]*before[\s\S]*RangeError/,
      ),
    });
  });

  it("counts the cells that may raise, and does not blame them", () => {
    expect(resultOf("ill-formed.ipynb")).toMatchObject({ status: "passed", mayRaise: [3] });
    expect(resultOf("throws-ill-formed.ipynb")?.mayRaise).toEqual([2, 3]);
    expect(run.stdout).toMatch(/^notebook +result +seconds +may raise +failing cell +error$/m);
    expect(run.stdout).toMatch(/^ill-formed.ipynb +passed +\d+\.\d {2}1 cell$/m);
    expect(run.stdout).toMatch(/^throws-ill-formed.ipynb +failed +\d+\.\d {2}2 cells +Half/m);
    const junit = readFileSync(join(folder, "out/b/results.xml"), "utf8");
    expect(junit).toMatch(
      /"throws-ill-formed.ipynb"[\s\S]+?<\/failure>\s+<system-out>2 cells may raise: 2, 3<\/system-out>/,
    );
    expect(junit.match(/<system-out>/g)).toHaveLength(3);
  });

  it("writes text that is well formed, whatever a notebook puts out", () => {
    for (const file of ["a/results.json", "b/results.xml", "pages/throws-ill-formed.html"]) {
      const text = readFileSync(join(folder, "out", file), "utf8");
      expect(text, file).toContain("e\ufffdf");
      expect(text, file).not.toMatch(/\\ud83d/i);
    }
    expect(readFileSync(join(folder, "out/pages/ill-formed.html"), "utf8")).toMatch(
      /Half\ufffd[\s\S]+a\ufffdb[\s\S]+c\ufffdd[\s\S]+e\ufffdf/,
    );
    expect(run.stderr).not.toContain("Cannot write");
  });

  it("keeps pages of what was executed, in the notebooks' folders", () => {
    const page = (name: string) => readFileSync(join(folder, "out/pages", `${name}.html`), "utf8");
    expect(page("lectures/29/good")).toContain("seen in the page");
    expect(page("lectures/31/good")).not.toContain("seen in the page");
    expect(page("throws")).toContain("RangeError");
    expect(page("endless")).toContain("no answer after 5 s");
    expect(page("dies")).toContain("the kernel died");
    expect(page("skipped")).toContain("it has the tag «skip-execution»");
    expect(page("skipped")).not.toContain("all is well");
    expect(page("raw")).toContain("it is a raw cell");
  });

  it("leaves no kernel behind, and nothing that one has started", () => {
    const pids = [...pidsIn("."), ...pidsIn("lectures/29"), ...pidsIn("lectures/31")];
    expect(pids).toHaveLength(6);
    expect(pids.filter(isRunning)).toEqual([]);
  });
});

describe("a run that is stopped", () => {
  const wait = (name: string) =>
    writeNotebook(join(folder, name, `${name}.ipynb`), [
      noteKernel,
      "await new Promise(() => {});",
    ]);
  /** Waits until the kernels of these notebooks run, and returns their ids. */
  const kernels = (...names: string[]) =>
    expect.poll(() => names.flatMap(pidsIn), { timeout: 60_000 }).toHaveLength(names.length);

  it("stops every Python and kernel when it is interrupted, and goes on if a Python is killed", async () => {
    for (const name of ["first", "second", "third"]) wait(name);
    const { child, output, ended } = start(["first", "second", "third", "--jobs", "2"]);
    await kernels("first", "second");
    const [python] = descendants(child.pid ?? 0).filter((pid) =>
      descendants(pid).includes(pidsIn("first")[0] ?? 0),
    );
    assert(python !== undefined);
    process.kill(python, "SIGKILL");
    await kernels("third");
    expect(output.stderr).toMatch(/^\[1\/3\] first.first.ipynb failed .*SIGKILL ended it/);

    const tree = descendants(child.pid ?? 0);
    expect(tree).toHaveLength(4);
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(output.stderr).toMatch(/\nStopped by SIGINT: 1 of 3 notebooks were done\.\n$/);
    expect(output.stdout).toBe("");
    const pids = [...tree, ...["first", "second", "third"].flatMap(pidsIn)];
    expect(pids.filter(isRunning)).toEqual([]);
  }, 120_000);

  it("leaves nothing behind even if it is killed", async () => {
    wait("fourth");
    const { child, ended } = start(["fourth"]);
    await kernels("fourth");
    const tree = descendants(child.pid ?? 0);
    child.kill("SIGKILL");
    await ended;
    await expect.poll(() => tree.filter(isRunning), { timeout: 10_000 }).toEqual([]);
  }, 120_000);
});

describe("wrong use", () => {
  it.each([
    [["--timeout", "x"], '--timeout must be a whole number from 1 up: received "x"'],
    [["--jobs", "0"], '--jobs must be a whole number from 1 up: received "0"'],
    [["--junit", ""], '--junit needs a path: received ""'],
    [["--speed"], "Unknown option '--speed'"],
    [["."], "No notebook found in ."],
  ])("says what is wrong with %j", async (args, message) => {
    const empty = mkdtempSync(join(folder, "empty "));
    const { code, stderr } = await grade(args, empty);
    expect(stderr).toContain(message);
    expect(stderr).toContain("Usage: npm run grade");
    expect(code).toBe(2);
  });

  it("still prints the results if a file cannot be written", async () => {
    writeFileSync(join(folder, "a-file"), "");
    const { code, stdout, stderr } = await grade([
      "missing.ipynb",
      "--json",
      "a-file/results.json",
    ]);
    expect(stderr).toMatch(/^Cannot write the file of --json: .*a-file/m);
    expect(stdout).toMatch(/\n0 passed, 1 failed\n$/);
    expect(code).toBe(1);
  });
});

describe.concurrent("execute", () => {
  const outline = [{ cell: 1 }];
  const { python } = environment;
  const settings = { python, env: jupyterVariables(environment), timeoutSeconds: 30 };

  it.each([
    ["/no/such/python", /^\/no\/such\/python could not execute it: .*ENOENT.*npm run setup/],
    [process.execPath, /could not execute it: .*npm run setup/],
  ])("says so if Python does not start: %s", async (python, message) => {
    const error = await execute("any.ipynb", outline, { ...settings, python });
    expect(error?.kind).toBe("python");
    expect(error?.message).toMatch(message);
  });

  it("takes the error that the kernel sends, where it sends one", async () => {
    const path = join(folder, "other kernels", "python.ipynb");
    writeNotebook(path, ["1 / 0"], "python3");
    const error = await execute(path, [{ cell: 1 }], settings);
    expect(error).toMatchObject({
      kind: "cell-error",
      cell: 1,
      message: "ZeroDivisionError: division by zero",
      traceback: expect.stringContaining("Traceback"),
    });
  }, 60_000);

  /** Makes a kernel known to Jupyter; returns the variables with which it is found. */
  const install = (name: string, argv: readonly string[]) => {
    const spec = join(folder, "jupyter", "kernels", name, "kernel.json");
    mkdirSync(dirname(spec), { recursive: true });
    writeFileSync(spec, JSON.stringify({ argv, display_name: name, language: "typescript" }));
    return { ...settings.env, JUPYTER_PATH: join(folder, "jupyter") };
  };

  it("starts the kernel once more if it does not start", async () => {
    const { argv } = JSON.parse(
      readFileSync(join(environment.prefix, "share/jupyter/kernels/tslab/kernel.json"), "utf8"),
    );
    const firstTime = 'if [ ! -e "$0" ]; then : > "$0"; exit 1; fi; exec "$@"';
    const env = install("hesitant", ["sh", "-c", firstTime, join(folder, "started"), ...argv]);
    const path = join(folder, "other kernels", "hesitant.ipynb");
    writeNotebook(path, ["1 + 1"], "hesitant");
    expect(await execute(path, outline, { ...settings, env })).toBeUndefined();
    expect(existsSync(join(folder, "started"))).toBe(true);

    const never = {
      ...settings,
      env: install("hesitant", ["sh", "-c", "echo no luck >&2; exit 1"]),
    };
    expect(await execute(path, outline, never)).toMatchObject({
      kind: "kernel-start",
      message: expect.stringMatching(/^the kernel did not start: .*: try `npm run setup`$/),
      traceback: "no luck\nno luck",
    });
  }, 60_000);

  it.each<[string, FailureKind, string, string]>([
    [
      // Stock tslab does so right after an error.
      "that the kernel did not run",
      "cell-skipped",
      "the cell was not run: the kernel answered «aborted», as if after an error",
      'return {"status": "aborted", "execution_count": self.execution_count}',
    ],
    [
      "that the kernel counts and does not answer",
      "cell-timeout",
      "no answer after 3 s: raise --timeout if it needs longer",
      "await asyncio.sleep(1000)",
    ],
    [
      "whose outputs have no end",
      "outputs-lost",
      "not all that it has put out arrived: have it put out less",
      `self._publish_status = lambda *arguments, **options: None
        return {"status": "ok", "execution_count": self.execution_count}`,
    ],
  ])(
    "fails at a cell %s",
    async (name, kind, message, body) => {
      const program = `
import asyncio
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel

class Strange(Kernel):
    implementation, implementation_version, banner = "strange", "1", ""
    language_info = {"name": "none", "mimetype": "text/plain", "file_extension": ".txt"}

    async def do_execute(self, *arguments, **options):
        ${body}

IPKernelApp.launch_instance(kernel_class=Strange)`;
      const kernel = name.replaceAll(" ", "-");
      const env = install(kernel, [python, "-c", program, "-f", "{connection_file}"]);
      const path = join(folder, "other kernels", `${kernel}.ipynb`);
      writeNotebook(path, ["1"], kernel);
      const error = await execute(path, outline, { ...settings, env, timeoutSeconds: 3 });
      expect(error).toMatchObject({ kind, cell: 1, message });
    },
    60_000,
  );

  it("does not wait for ever for a Python that is stuck", async () => {
    const stuck = join(folder, "stuck");
    writeFileSync(stuck, "#!/bin/sh\nexec sleep 1000", { mode: 0o755 });
    const impatient = { ...settings, python: stuck, timeoutSeconds: 0, patienceMs: 300 };
    expect(await execute("any.ipynb", outline, impatient)).toEqual({
      kind: "python",
      message: "no sign of life from Python for 0.3 s: try again",
    });
  });
});
