import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import { root } from "../environment.mjs";
import type { Exercise, ExerciseCell } from "../exercises.ts";
import { moduleOf } from "./module.ts";
import { type CellFailure, type ModuleRun, runModule } from "./run-module.ts";
import { neededCells, withoutAnswers, withTrial } from "./select-cells.ts";
import { readTrials, type Trial } from "./trial.ts";

/** What came of one answer. */
export interface Verdict {
  readonly exercise: string;
  /** Such as `wrong/put-not-awaited`; `as it stands` and `stub` for the notebook's own. */
  readonly answer: string;
  /** The requirements that must fail; none for a right answer. */
  readonly meant: readonly number[];
  /** Those that failed, in order; 0 for what stands before the first. */
  readonly failed: readonly number[];
  readonly failures: readonly CellFailure[];
  readonly isAsMeant: boolean;
  /** Why the answer could not be tried at all. */
  readonly problem?: string;
  readonly elapsedMs: number;
}

/** How answers are tried. */
export interface TryOptions {
  /** Processes at a time. @default 12 */
  readonly jobs?: number;
  /** How long one cell of an answer may take. @default 60000 */
  readonly timeoutMs?: number;
  /** Only answers whose names have this in them. @default all */
  readonly pattern?: string;
  /** Where the trial answers are. @default test/answers */
  readonly answers?: string;
}

/** Somebody's answer, and what must come of it. */
interface Candidate {
  readonly answer: string;
  readonly meant: readonly number[];
  readonly selectCells: () => readonly ExerciseCell[];
  readonly judge: (failures: readonly CellFailure[]) => boolean;
}

/**
 * Tries all answers to some exercises: the one in the notebook, the one that is not written yet,
 * and those in `test/answers/`.
 */
export async function tryAnswers(
  exercises: readonly Exercise[],
  { jobs = 12, timeoutMs = 60_000, pattern = "", answers }: TryOptions = {},
): Promise<Verdict[]> {
  const queued = exercises.flatMap((exercise) => {
    const folder = join(root, ".cache", "answers", exercise.name);
    mkdirSync(folder, { recursive: true });
    return candidatesFor(exercise, readTrials(exercise.name, answers))
      .filter(({ answer }) => answer.includes(pattern))
      .map((candidate, place) => ({ exercise, candidate, place, folder }));
  });
  // One of each exercise in turn, so that those that wait run beside those that compute.
  queued.sort((a, b) => a.place - b.place);
  const limit = pLimit(jobs);
  return limit.map(queued, ({ exercise, candidate, folder }) =>
    tryOne(exercise, candidate, { folder, timeoutMs }),
  );
}

function candidatesFor(exercise: Exercise, trials: readonly Trial[]): Candidate[] {
  const checked = requirementsOf(exercise);
  return [
    {
      answer: "as it stands",
      meant: [],
      selectCells: () => exercise.cells,
      judge: (failures) => failures.length === 0,
    },
    {
      answer: "stub",
      meant: checked,
      selectCells: () => withoutAnswers(exercise),
      judge: (failures) => checked.every((number) => isNotWritten(failures, number)),
    },
    ...trials.map((trial) => candidateOf(exercise, trial)),
  ];
}

function candidateOf(exercise: Exercise, trial: Trial): Candidate {
  const { name, requirement } = trial;
  return {
    answer: name,
    meant: requirement === undefined ? [] : [requirement],
    selectCells: () => withTrial(exercise, trial),
    judge: (failures) =>
      requirement === undefined
        ? failures.length === 0
        : failures.some((failure) => failure.requirement === requirement),
  };
}

/** The requirements that have a check. */
export function requirementsOf({ cells }: Exercise): number[] {
  const checks = cells.filter(({ role, isFolded }) => role === "check" && !isFolded);
  return [...new Set(checks.map(({ requirement }) => requirement))].sort((a, b) => a - b);
}

/** Whether a requirement fails because there is no answer, and says so first. */
function isNotWritten(failures: readonly CellFailure[], number: number): boolean {
  const first = failures.find(({ requirement }) => requirement === number);
  return first?.message.includes("Not written yet") ?? false;
}

async function tryOne(
  exercise: Exercise,
  { answer, meant, selectCells, judge }: Candidate,
  { folder, timeoutMs }: { folder: string; timeoutMs: number },
): Promise<Verdict> {
  const notebook = exercise.file;
  let run: ModuleRun = { failures: [], elapsedMs: 0 };
  let problem: string | undefined;
  try {
    const text = moduleOf(neededCells(selectCells()), notebook);
    const file = join(folder, `${answer.replaceAll(/\W+/g, "-")}.mjs`);
    run = await runModule(file, text, { notebook, timeoutMs });
  } catch (error) {
    problem = (error as Error).message;
  }
  const { failures, elapsedMs } = run;
  const failed = [...new Set(failures.map(({ requirement }) => requirement))];
  return {
    exercise: exercise.name,
    answer,
    meant,
    failed: failed.sort((a, b) => a - b),
    failures,
    isAsMeant: problem === undefined && judge(failures),
    ...(problem !== undefined && { problem }),
    elapsedMs,
  };
}
