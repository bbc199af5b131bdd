// npm test: every check there is, one after the other; a failing one does not hide the next.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { findChromium } from "../test/browser/chromium.ts";
import { root } from "./environment.mjs";

const steps = [
  { title: "Types, in code and in cells", command: ["scripts/types.ts"] },
  { title: "Lint and format", command: ["scripts/format.ts", "--check"] },
  { title: "Notebooks are clean in git", command: ["scripts/clean.ts", "--check"] },
  { title: "Unit tests", command: [join("node_modules", "vitest", "vitest.mjs"), "run"] },
  // Two at a time: no check depends on a narrow time, and half of what they do is to wait.
  { title: "Every notebook, executed", command: ["scripts/grade.ts", "--jobs", "2"] },
];

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
