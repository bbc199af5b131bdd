import { cutAnswer } from "../../grading/cut.ts";
import { declaredIn, parseCell } from "../../grading/parse-cell.ts";
import type { Exercise, ExerciseCell } from "../exercises.ts";
import { freeNamesIn } from "./free-names.ts";
import type { Trial } from "./trial.ts";

/**
 * The cells of an exercise that its checks need: the answers and the checks of the sheet's
 * requirements, and all cells before the last of them that declare what one of these uses. What a
 * cell only shows, or measures, would cost each answer seconds.
 */
export function neededCells(cells: readonly ExerciseCell[]): ExerciseCell[] {
  const last = cells.findLastIndex(({ role, isFolded }) => role === "check" && !isFolded);
  const upToLast = cells.slice(0, last + 1);
  const needed = new Set(upToLast.filter(({ role, isFolded }) => role !== "other" && !isFolded));
  // A set is read on while it grows.
  for (const { statements, text } of needed) {
    const used = freeNamesIn(statements);
    for (const other of upToLast) {
      const offered = [...other.declared, ...importedIn(other)];
      const types = typesIn(other).map((name) => new RegExp(`\\b${name}\\b`));
      if (offered.some((name) => used.has(name)) || types.some((name) => name.test(text))) {
        needed.add(other);
      }
    }
  }
  return upToLast.filter((cell) => needed.has(cell));
}

function importedIn({ statements }: ExerciseCell): string[] {
  return statements.flatMap((statement) =>
    statement.type === "ImportDeclaration"
      ? statement.specifiers.map(({ local }) => local.name)
      : [],
  );
}

/** The types that a cell declares: nothing at run time, but the kernel compiles. */
function typesIn({ text }: ExerciseCell): string[] {
  return [...text.matchAll(/^(?:interface|type) (\w+)/gm)].map(([, name = ""]) => name);
}

/**
 * The cells with a trial answer in the place of the answer cells that declare the same names.
 *
 * @throws {Error} if there is none, or if one of them declares more than the trial answer
 */
export function withTrial(exercise: Exercise, trial: Trial): ExerciseCell[] {
  const own = new Set(trial.declared);
  const replaced = exercise.cells.filter(
    ({ role, declared }) => role === "answer" && declared.some((name) => own.has(name)),
  );
  const [first] = replaced;
  if (!first) {
    throw new Error(`it declares ${list(trial.declared)}, which no answer cell does`);
  }
  const missing = replaced.flatMap(({ declared }) => declared.filter((name) => !own.has(name)));
  if (missing.length > 0) {
    throw new Error(`it must declare ${list(missing)}, too, as the cell does that it replaces`);
  }
  const { text, code, statements, declared } = trial;
  return exercise.cells.flatMap((cell) => {
    if (cell === first) return [{ ...cell, text, code, statements, declared }];
    return replaced.includes(cell) ? [] : [cell];
  });
}

/** The cells with every answer cut out, as the homework has them. */
export function withoutAnswers({ cells }: Exercise): ExerciseCell[] {
  return cells.map((cell) => {
    if (cell.role !== "answer") return cell;
    const parsed = parseCell(cutAnswer(cell.text));
    return { ...cell, ...parsed, declared: declaredIn(parsed) };
  });
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : names.map((name) => `\`${name}\``).join(", ");
}
