import { describe, expect, test } from "vitest";
import { faultsOf } from "../../scripts/exercise-rules.ts";
import { listExercises } from "../../scripts/exercises.ts";
import { type Cell, type Notebook, readNotebook } from "../../scripts/notebooks.ts";

const markdown = (source: string, metadata: Cell["metadata"] = {}): Cell => {
  return { cell_type: "markdown", metadata, source };
};
const code = (source: string, nbgrader?: object): Cell => {
  return { cell_type: "code", metadata: nbgrader ? { nbgrader } : {}, source };
};
const answer = { schema_version: 3, solution: true, grade: false, locked: false, task: false };
const check = { ...answer, solution: false, grade: true, locked: true, points: 1 };
const beyond = { tags: ["beyond"] };
const fold = { ...beyond, "jp-MarkdownHeadingCollapsed": true };

const sound = [
  markdown("# Exercise"),
  markdown("## 1. `f`\n\nWrite it."),
  code("const f = () => 1;", { ...answer, grade_id: "r1-f" }),
  code("assert.equal(f(), 1);", { ...check, grade_id: "r1-check" }),
  markdown("### More", fold),
  { ...code("f();"), metadata: beyond },
  markdown("#### And more", beyond),
  markdown("## Reflect"),
];
const withCells = (cells: readonly Cell[]): Notebook => {
  return { cells: [...cells], metadata: {}, nbformat: 4, nbformat_minor: 5 };
};
const replacing = (index: number, ...cells: Cell[]) => sound.toSpliced(index, 1, ...cells);
const lines = (count: number) => Array.from({ length: count }, () => "f();\n").join("\n");

test("nothing is wrong with a notebook as it should be", () => {
  expect(faultsOf(withCells(sound))).toEqual([]);
});

test.each([
  [
    "an answer that nbgrader would grade",
    2,
    { ...answer, grade_id: "r1-f", grade: true },
    /r1-f must have `solution: false`/,
  ],
  ["an answer with points", 2, { ...answer, grade_id: "r1-f", points: 1 }, /must have no points/],
  [
    "an answer of an older schema",
    2,
    { ...answer, grade_id: "r1-f", schema_version: 2 },
    /`schema_version: 3`: it has 2/,
  ],
  [
    "a check without points",
    3,
    { ...check, grade_id: "r1-check", points: 0 },
    /must be worth points/,
  ],
  [
    "a check that can be edited",
    3,
    { ...check, grade_id: "r1-check", locked: false },
    /`locked: true`/,
  ],
  ["a check without a number", 3, { ...check, grade_id: "check" }, /must have a grade_id such as/],
  ["a check of another requirement", 3, { ...check, grade_id: "r2-check" }, /none has that number/],
  ["two cells of one name", 3, { ...check, grade_id: "r1-f" }, /r1-f must be that of one cell/],
])("%s", (_, index, nbgrader, fault) => {
  const faults = faultsOf(withCells(replacing(index, code("f();", nbgrader))));
  expect(faults.join("\n")).toMatch(fault);
});

test.each([
  ["no answer", replacing(2), "requirement 1 must have an answer cell"],
  ["no check", replacing(3), "requirement 1 must have a check cell"],
  ["a wrong number", replacing(1, markdown("## 2. `f`")), "requirement 2 must be number 1"],
  [
    "a long cell",
    replacing(7, code(lines(16))),
    "the cell that begins with «f();» must have 15 lines at most: it has 16",
  ],
  [
    "a long class",
    replacing(7, code(`class A {}\n${lines(45)}`)),
    "the cell that begins with «class A {}» must have 45 lines at most: it has 46",
  ],
  [
    "a cell in a fold without its tag",
    replacing(5, code("g();")),
    "the cell that begins with «g();» must have the tag beyond, as it is in a fold",
  ],
  [
    "a tagged cell outside",
    replacing(7, markdown("## Reflect", beyond)),
    "the cell that begins with «## Reflect» must be in a fold, as it has the tag beyond",
  ],
  [
    "a fold without a heading",
    replacing(4, markdown("More", fold)),
    "the cell that begins with «More» must begin with a heading, as it folds",
  ],
])("%s", (_, cells, fault) => {
  expect(faultsOf(withCells(cells))).toContain(fault);
});

test("15 lines are not too long, and 45 not for a class", () => {
  const cells = [code(lines(15)), code(`class A {}\n${lines(44)}`)];
  expect(faultsOf(withCells([...sound, ...cells]))).toEqual([]);
});

describe("the exercises", () => {
  test.for(listExercises())("$name keeps the rules", ({ file }) => {
    expect(faultsOf(readNotebook(file))).toEqual([]);
  });
});
