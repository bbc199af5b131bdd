import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checksOf, detailsOf, tableOf } from "../../scripts/answers/report.ts";
import { neededCells } from "../../scripts/answers/select-cells.ts";
import { readTrial } from "../../scripts/answers/trial.ts";
import { tryAnswers, type Verdict } from "../../scripts/answers/try-answers.ts";
import { type Exercise, readExercise } from "../../scripts/exercises.ts";
import type { Cell } from "../../scripts/notebooks.ts";

const folder = mkdtempSync(join(tmpdir(), "answers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const markdown = (source: string): Cell => ({ cell_type: "markdown", metadata: {}, source });
const code = (source: string, metadata: Cell["metadata"] = {}): Cell => {
  return { cell_type: "code", metadata, source, outputs: [] };
};
const answer = (gradeId: string, source: string) =>
  code(source, { nbgrader: { solution: true, grade: false, grade_id: gradeId } });
const check = (gradeId: string, source: string) =>
  code(source, { nbgrader: { solution: false, grade: true, grade_id: gradeId } });
const beyond = { tags: ["beyond"] };

const cells = [
  code(`import assert from "node:assert/strict";
import { ThreadPool, within } from "concurrency-lab";
import { given } from "./given.ts";
let calls = 0;`),
  code("interface Item { readonly n: number }"),
  markdown("## 1. `double` and `Doubler`"),
  answer("r1-double", "function double({ n }: Item): number {\n  calls++;\n  return 2 * n;\n}"),
  answer(
    "r1-Doubler",
    "class Doubler {\n  #n = 2;\n  twice(n: number): number {\n    return this.#n * n;\n  }\n}",
  ),
  code(
    "const eight = { n: 4 satisfies number } as Item;\nif (double(eight) < 0) throw new Error('negative');",
  ),
  check(
    "r1-check",
    `const { doubled } = { doubled: double(eight) };
assert.equal(doubled, 8, "double(4) must be 8");
assert.equal(calls, 2);
assert.equal(new Doubler().twice(given), 2 * given);`,
  ),
  code("const shown = await new Promise(() => {});\nconsole.log(shown);"),
  code("const limit = 5000;", beyond),
  markdown("## 2. `later`"),
  answer("r2-later", "const later = async (n: number): Promise<number> => double({ n });"),
  check(
    "r2-check",
    `// It uses what the check above has declared.
assert.equal(doubled, 8);
assert.equal(await within(limit / 10, "later", later(2)), 4);`,
  ),
  markdown("## 3. `far`"),
  answer("r3-far", "const far = (n: number) => {\n  return 3 * n;\n};"),
  check(
    "r3-check",
    `const pool = new ThreadPool({ maxWorkers: 1 });
try {
  assert.equal(await pool.run(far, 2), 6);
} finally {
  await pool.close();
}`,
  ),
  code("throw new Error('after the last check');"),
];

/** Trial answers, by their files. */
const trials = {
  "right/other-words":
    "// right: plus instead of times\nfunction double({ n }: Item): number {\n  calls++;\n  return n + n;\n}",
  "right/both-cells": `// right: one by the other, with an import that the notebook has and one of its own
import assert from "node:assert/strict";
import { join as joinPaths } from "node:path";
class Doubler {
  twice(n: number) {
    return half(4 * n);
  }
}
const half = (n: number) => n / 2;
function double({ n }: Item) {
  assert.ok(joinPaths("a", String(calls++)));
  return new Doubler().twice(n);
}`,
  "wrong/triple":
    "// requirement 1: three times\nfunction double({ n }: Item) {\n  calls++;\n  return 3 * n;\n}",
  "wrong/negative":
    "// requirement 1: fails between the checks\nfunction double({ n }: Item) {\n  calls++;\n  return -n;\n}",
  "wrong/hangs":
    "// requirement 2: never answers\nconst later = (n: number) => new Promise<number>(() => {});",
  "wrong/unhandled":
    "// requirement 2: a failure that nobody awaits\nconst later = async (n: number) => {\n  void Promise.reject(new RangeError('lost'));\n  return 2 * n;\n};",
  "wrong/spins":
    "// requirement 2: an endless loop\nconst later = async (n: number): Promise<number> => {\n  while (n > 0);\n  return n;\n};",
  "wrong/exits":
    "// requirement 2: ends the process\nconst later = async (n: number): Promise<number> => process.exit(0);",
  "wrong/harmless": "// requirement 3: not wrong at all\nconst far = (n: number) => n * 3;",
  "wrong/nothing": "// requirement 3: of no cell\nconst farther = (n: number) => n * 3;",
  "wrong/twice":
    "// requirement 3: a name that a cell has\nconst far = (n: number) => n * 3;\nconst doubled = 1;",
  "right/wrong": "// right: not right at all\nconst far = (n: number) => n * 4;",
};

let exercise: Exercise;
const verdicts = new Map<string, Verdict>();
beforeAll(async () => {
  const file = join(folder, "fixture", "exercise-1-doubling.ipynb");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  writeFileSync(join(folder, "fixture", "given.ts"), "export const given: number = 21;");
  const answers = join(folder, "answers");
  for (const [name, text] of Object.entries(trials)) {
    const path = join(answers, "fixture", "exercise-1", `${name}.ts`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  exercise = readExercise(file);
  for (const verdict of await tryAnswers([exercise], { answers, jobs: 3, timeoutMs: 15_000 })) {
    verdicts.set(verdict.answer, verdict);
  }
}, 180_000);

const verdictOn = (name: string) => {
  const verdict = verdicts.get(name);
  if (!verdict) throw new Error(`No answer ${name}: ${[...verdicts.keys()].join(", ")}`);
  return verdict;
};

test("an exercise is read with its answers, checks and requirements", () => {
  expect(exercise.name).toBe("fixture/exercise-1");
  const found = exercise.cells.map(({ label, requirement, role }) => [label, requirement, role]);
  expect(found.slice(0, 6)).toEqual([
    ["cell 1", 0, "other"],
    ["cell 2", 0, "other"],
    ["cell 3", 1, "answer"],
    ["cell 4", 1, "answer"],
    ["cell 5", 1, "other"],
    ["cell 6", 1, "check"],
  ]);
  expect(exercise.cells[5]?.declared).toEqual(["doubled"]);
});

describe("as meant", () => {
  test.each([
    ["as it stands", []],
    ["right/other-words", []],
    ["wrong/triple", [1, 2]],
    ["wrong/hangs", [2]],
    ["wrong/unhandled", [2]],
    ["wrong/spins", [2]],
    ["wrong/exits", [2]],
    ["stub", [1, 2, 3]],
  ])("%s", (name, failed) => {
    expect(detailsOf(verdictOn(name))).toContain("failed");
    expect(verdictOn(name)).toMatchObject({ failed, isAsMeant: true });
  });
});

describe("not as meant", () => {
  test.each([
    ["wrong/harmless", [], undefined],
    ["right/wrong", [3], undefined],
    ["wrong/nothing", [], /it declares `farther`, which no answer cell does/],
    ["wrong/twice", [], /`doubled` is declared in cell 6 and cell 11/],
  ])("%s", (name, failed, problem) => {
    const verdict = verdictOn(name);
    expect(verdict).toMatchObject({ failed, isAsMeant: false });
    if (problem) expect(verdict.problem).toMatch(problem);
  });
});

test.each([
  ["wrong/triple", "r1-check", "double(4) must be 8"],
  ["wrong/negative", "", "negative"],
  ["wrong/hangs", "r2-check", "later has not answered after 500 ms"],
  ["wrong/unhandled", "r2-check", "RangeError: lost"],
  ["wrong/spins", "r2-check", "Not done after 15,000 ms"],
  ["wrong/exits", "r2-check", "The process ended early, with exit code 0: "],
  ["stub", "", "Not written yet: double"],
])("%s fails where it goes wrong, and says what it is", (name, gradeId, message) => {
  const [first] = verdictOn(name).failures;
  expect(first).toMatchObject({ gradeId });
  expect(first?.message.split("\n")[0]).toBe(message);
});

test("what needs a cell that failed is not run, and says so", () => {
  const { failures } = verdictOn("stub");
  expect(failures.map(({ cell, message }) => `${cell}: ${message.split("\n")[0]}`)).toEqual([
    "cell 5: Not written yet: double",
    "cell 6: Not written yet: double",
    "cell 10: `doubled` is not there: Not written yet: double",
    "cell 12: Not written yet: far",
  ]);
});

test("a trial answer may take the place of two cells, and bring what it needs", () => {
  const { failures, problem } = verdictOn("right/both-cells");
  expect({ failures, problem }).toEqual({ failures: [], problem: undefined });
});

test("what runs is what checks need, types included, and no more", () => {
  const labels = neededCells(exercise.cells).map(({ label }) => Number(label.slice(5)));
  expect(labels).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]);
});

test("the report is a table of all, at most 100 columns wide", () => {
  const lines = tableOf([...verdicts.values()]).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines.find((line) => line.includes("wrong/triple"))).toMatch(/✓.* 1 .* 1,2 .*must be 8/);
  expect(checksOf([...verdicts.values()])).toMatch(/r2-check +│ +6 │ +4 │/);
});

test.each([
  ["wrong", "const a = 1;", "must begin with `// requirement 2: what is wrong with it`"],
  ["wrong", "// right: no\nconst a = 1;", "must begin with `// requirement 2"],
  ["right", "// requirement 1: no\nconst a = 1;", "must begin with `// right: how it differs`"],
  ["right", "// right: yes\nconst a = ;", "Cannot read"],
])("a file under %s with %j is refused", (kind, text, message) => {
  const file = join(folder, kind, "file.ts");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  expect(() => readTrial(file)).toThrow(message);
});
