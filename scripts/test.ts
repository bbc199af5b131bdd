// npm test [-- PATTERN …]: every check there is, one after the other; a failing one does not hide
// the next. A pattern is the name of a part, such as `notebooks`, or what a test file's path holds.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { findChromium } from "../test/browser/chromium.ts";
import { root } from "./environment.mjs";

const vitest = [join("node_modules", "vitest", "vitest.mjs"), "run"];
const parts = [
  { name: "types", title: "Types, in code and in cells", command: ["scripts/types.ts"] },
  { name: "format", title: "Lint and format", command: ["scripts/format.ts", "--check"] },
  { name: "clean", title: "Notebooks are clean in git", command: ["scripts/clean.ts", "--check"] },
  {
    name: "units",
    title: "Unit tests",
    command: [...vitest, "--exclude", "test/answers.test.ts"],
  },
  { name: "answers", title: "Trial answers", command: [...vitest, "test/answers.test.ts"] },
  // Some at a time: no check depends on a narrow time, and half of what they do is to wait.
  {
    name: "notebooks",
    title: "Every notebook, executed",
    command: ["scripts/grade.ts", "--jobs", "3"],
  },
];

const patterns = process.argv.slice(2);
const files = patterns.filter((pattern) => !parts.some(({ name }) => name === pattern));
const steps = patterns.length === 0 ? parts : parts.filter(({ name }) => patterns.includes(name));
if (files.length > 0) {
  steps.push({
    name: "files",
    title: `Test files: ${files.join(", ")}`,
    command: [...vitest, ...files],
  });
}

const outcomes = [];
for (const { title, command } of steps) {
  console.log(`\n── ${title}`);
  const start = performance.now();
  const ok = await run(command);
  outcomes.push({ title, ok, seconds: ((performance.now() - start) / 1000).toFixed(1) });
}

console.log("\n── Summary");
if (!findChromium()) {
  console.log(
    "- skipped: the browser test, as there is no Chromium (Debian: apt-get install chromium)",
  );
}
for (const { title, ok, seconds } of outcomes) {
  console.log(`${ok ? "✓" : "✗"} ${title} (${seconds} s)`);
}
const failed = outcomes.filter(({ ok }) => !ok).length;
console.log(`${outcomes.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Runs a script on this Node, and passes signals on to it. */
function run(command: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, command, { cwd: root, stdio: "inherit" });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const stop = (signal: NodeJS.Signals) => {
    child.kill(signal);
    child.once("close", () => process.exit(130));
  };
  for (const signal of signals) process.on(signal, stop);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      for (const signal of signals) process.off(signal, stop);
      resolve(code === 0);
    });
  });
}
