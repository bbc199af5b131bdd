import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { declaredIn, type ParsedCell, parseCell } from "../../grading/parse-cell.ts";
import { root } from "../environment.mjs";

/** An answer to an exercise, as somebody might hand it in. */
export interface Trial extends ParsedCell {
  /** Such as `wrong/put-not-awaited`. */
  readonly name: string;
  /** The requirement that must fail; undefined for a right answer: none may. */
  readonly requirement: number | undefined;
  /** What is wrong with it, or how it differs. */
  readonly remark: string;
  readonly declared: readonly string[];
}

/** Where the trial answers to all exercises are. */
export const answersFolder = join(root, "test", "answers");

/** Reads the trial answers to an exercise, such as `lecture29/exercise-2`, the right ones first. */
export function readTrials(exercise: string, answers = answersFolder): Trial[] {
  const folder = join(answers, exercise);
  if (!existsSync(folder)) return [];
  const files = globSync(["right/*.ts", "wrong/*.ts"], { cwd: folder }).sort();
  return files.map((file) => readTrial(join(folder, file)));
}

/** @throws {Error} that names the file, if it does not begin as it must, or cannot be parsed */
export function readTrial(file: string): Trial {
  const kind = basename(dirname(file));
  const text = readFileSync(file, "utf8");
  const [, number, remark = ""] = /^\/\/ (?:requirement (\d+)|right): (.+)/.exec(text) ?? [];
  if (remark === "" || (kind === "wrong") !== (number !== undefined)) {
    const wanted =
      kind === "wrong" ? "requirement 2: what is wrong with it" : "right: how it differs";
    throw new Error(`Cannot read ${file} as it must begin with \`// ${wanted}\``);
  }
  try {
    const parsed = parseCell(text);
    return {
      ...parsed,
      name: `${kind}/${basename(file, ".ts")}`,
      requirement: number === undefined ? undefined : Number(number),
      remark,
      declared: declaredIn(parsed),
    };
  } catch (cause) {
    throw new Error(`Cannot read ${file}: ${(cause as Error).message}`, { cause });
  }
}
