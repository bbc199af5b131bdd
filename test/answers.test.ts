import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { detailsOf } from "../scripts/answers/report.ts";
import { neededCells, withTrial } from "../scripts/answers/select-cells.ts";
import { readTrials } from "../scripts/answers/trial.ts";
import { tryAnswers, type Verdict } from "../scripts/answers/try-answers.ts";
import { typeErrorsOf } from "../scripts/answers/type-errors.ts";
import { root } from "../scripts/environment.mjs";
import { type Exercise, type ExerciseCell, listExercises } from "../scripts/exercises.ts";
import { writeNotebook } from "./scripts/fixtures/write-notebook.ts";
import { sheetNames } from "./sheet-names.ts";

const exercises = listExercises();
const folder = join(root, ".cache", "answers");

let verdicts: readonly Verdict[];
beforeAll(async () => {
  verdicts = await tryAnswers(exercises);
}, 1_200_000);

describe.each(exercises)("$name", (exercise) => {
  // Twelve at a time on two cores can turn a check that measures time: what did not come out as meant
  // is tried again, alone, and said.
  test("every trial answer comes out as meant", async () => {
    const own = verdicts.filter((verdict) => verdict.exercise === exercise.name);
    expect(own).not.toEqual([]);
    const again: Verdict[] = [];
    for (const doubtful of own.filter(({ isAsMeant }) => !isAsMeant)) {
      console.log(`Tried again, alone: ${detailsOf(doubtful)}`);
      const alone = await tryAnswers([exercise], { pattern: doubtful.answer, jobs: 1 });
      again.push(...alone.filter(({ answer }) => answer === doubtful.answer));
    }
    expect(again.filter(({ isAsMeant }) => !isAsMeant).map(detailsOf)).toEqual([]);
  }, 600_000);

  // As in the kernel, where an answer that does not compile never gets to a check.
  test("every trial answer is sound TypeScript", () => {
    expect(typeErrorsOf(exercise)).toEqual([]);
  }, 120_000);

  test("it has trial answers enough", () => {
    const names = readTrials(exercise.name).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith("wrong/")).length).toBeGreaterThanOrEqual(12);
    expect(names.filter((name) => name.startsWith("right/")).length).toBeGreaterThanOrEqual(4);
  });

  test("every name of the sheet is defined in the notebook", () => {
    const names = sheetNames[exercise.name] ?? [];
    expect(names.length).toBeGreaterThan(0);
    const defined = definedIn(exercise);
    expect(names.filter((name) => !defined.has(name))).toEqual([]);
  });
});

// Also of one whose notebook is still to be written in this form.
test("every trial answer is of an exercise of a sheet", () => {
  const names = new Set(Object.keys(sheetNames));
  const folders = globSync("*/*/", { cwd: join(root, "test", "answers") });
  expect(folders.filter((name) => !names.has(name.replaceAll("\\", "/")))).toEqual([]);
});

// What the plain process says, the kernel says, too: of one right and one wrong answer each.
test("the kernel agrees", () => {
  const out = join(folder, "kernel");
  rmSync(out, { recursive: true, force: true });
  const samples = exercises.flatMap(samplesOf);
  expect(samples).toHaveLength(2 * exercises.length);
  for (const { file, cells } of samples) {
    const texts = cells.map(({ text }) => text);
    writeNotebook(join(out, file), texts);
  }
  const json = join(out, "results.json");
  const command = ["scripts/grade.ts", out, "--jobs", "4", "--timeout", "120", "--json", json];
  spawnSync(process.execPath, command, { cwd: root, stdio: "ignore" });
  const results = JSON.parse(readFileSync(json, "utf8")) as KernelResult[];
  const found = samples.map(({ file, cells }) => {
    const { error } = results.find(({ notebook }) => notebook.endsWith(file)) ?? {};
    const failed = error && (cells[(error.cell ?? 0) - 1]?.label ?? "none");
    return { file, failed, message: error?.message };
  });
  const wanted = samples.map(({ file, failed }) => {
    return { file, failed, message: failed && expect.any(String) };
  });
  expect(found).toEqual(wanted);
}, 1_200_000);

interface KernelResult {
  readonly notebook: string;
  readonly error?: { readonly cell?: number; readonly message: string };
}

/** An answer as a notebook for the kernel, and the cell that has to fail there. */
interface Sample {
  readonly file: string;
  readonly cells: readonly ExerciseCell[];
  readonly failed: string | undefined;
}

/** The first right answer, and the first wrong one that fails in a check of what it gets wrong. */
function samplesOf(exercise: Exercise): Sample[] {
  const trials = readTrials(exercise.name);
  return ["right/", "wrong/"].flatMap((kind) => {
    const verdict = verdicts.find(
      (one) => one.exercise === exercise.name && one.answer.startsWith(kind) && isSample(one),
    );
    const trial = trials.find(({ name }) => name === verdict?.answer);
    if (!verdict || !trial) return [];
    const file = `${exercise.name}-${kind}`.replaceAll("/", "-").replace(/-$/, ".ipynb");
    const cells = neededCells(withTrial(exercise, trial));
    return [{ file, cells, failed: verdict.failures[0]?.cell }];
  });
}

function isSample({ isAsMeant, meant, failures: [first] }: Verdict): boolean {
  if (!first) return isAsMeant;
  return isAsMeant && first.gradeId !== "" && meant.includes(first.requirement);
}

/** What is declared at the top of the notebook, and the members of its classes. */
function definedIn({ cells }: Exercise): Set<string> {
  const names = new Set(cells.flatMap(({ declared }) => declared));
  for (const statement of cells.flatMap(({ statements }) => statements)) {
    if (statement.type !== "ClassDeclaration") continue;
    for (const member of statement.body.body) {
      const key = "key" in member && member.key.type === "Identifier" ? member.key.name : "";
      names.add(`${statement.id.name}.${key}`);
    }
  }
  return names;
}
