// Exercises as notebooks: which cells are answers, which are checks, and what requirement of the
// sheet each belongs to.

import { basename, dirname, relative } from "node:path";
import { declaredIn, type ParsedCell, parseCell } from "../grading/parse-cell.ts";
import { root } from "./environment.mjs";
import { type Cell, listNotebooks, readNotebook, textOf } from "./notebooks.ts";

/** A code cell of an exercise. */
export interface ExerciseCell extends ParsedCell {
  /** Its number among the code cells, as Jupyter counts when all are run once: `cell 4`. */
  readonly label: string;
  /** The sheet's number above it; 0 before the first. */
  readonly requirement: number;
  readonly role: "answer" | "check" | "other";
  /** nbgrader's name of it, such as `r2-check`; empty for what is neither answer nor check. */
  readonly gradeId: string;
  /** Whether it goes beyond the sheet. */
  readonly isFolded: boolean;
  /** What it declares at its top. */
  readonly declared: readonly string[];
}

/** An exercise whose answers stand in its notebook. */
export interface Exercise {
  /** Such as `lecture29/exercise-2`. */
  readonly name: string;
  /** The notebook's absolute path. */
  readonly file: string;
  readonly cells: readonly ExerciseCell[];
}

/** nbgrader's part of a cell's metadata. */
export interface NbgraderMetadata {
  readonly solution?: boolean;
  readonly grade?: boolean;
  readonly locked?: boolean;
  readonly task?: boolean;
  readonly points?: number;
  readonly grade_id?: string;
  readonly schema_version?: number;
}

export function nbgraderOf({ metadata }: Cell): NbgraderMetadata | undefined {
  return metadata.nbgrader as NbgraderMetadata | undefined;
}

/** Whether a cell goes beyond the sheet. */
export function isBeyond({ metadata: { tags } }: Cell): boolean {
  return Array.isArray(tags) && tags.includes("beyond");
}

/** The exercises that have answer and check cells, in order. */
export function listExercises(): Exercise[] {
  return listNotebooks()
    .filter((file) => basename(file).startsWith("exercise-"))
    .map(readExercise)
    .filter(({ cells }) => cells.some(({ role }) => role !== "other"));
}

/** @throws {Error} that names the cell, if one cannot be parsed */
export function readExercise(file: string): Exercise {
  let requirement = 0;
  let count = 0;
  const cells = readNotebook(file).cells.flatMap((cell): ExerciseCell[] => {
    const text = textOf(cell);
    if (cell.cell_type === "markdown") requirement = numberIn(text) ?? requirement;
    if (cell.cell_type !== "code") return [];
    const label = `cell ${++count}`;
    const { grade, solution, grade_id: gradeId = "" } = nbgraderOf(cell) ?? {};
    const role = grade ? "check" : solution ? "answer" : "other";
    const own = /^r(\d+)-/.exec(gradeId)?.[1];
    const parsed = parse(text, `${file}, ${label}`);
    return [
      {
        ...parsed,
        label,
        requirement: own === undefined ? requirement : Number(own),
        role,
        gradeId,
        isFolded: isBeyond(cell),
        declared: declaredIn(parsed),
      },
    ];
  });
  return { name: nameOf(file), file, cells };
}

/** The number of the requirement that a Markdown cell begins, if it does. */
export function numberIn(markdown: string): number | undefined {
  const heading = /^## (\d+)\.\s/m.exec(markdown);
  return heading ? Number(heading[1]) : undefined;
}

function nameOf(file: string): string {
  const lecture = basename(dirname(relative(root, file)));
  return `${lecture}/${/^exercise-\d+/.exec(basename(file))?.[0] ?? basename(file, ".ipynb")}`;
}

function parse(text: string, place: string): ParsedCell {
  try {
    return parseCell(text);
  } catch (cause) {
    throw new Error(`Cannot read ${place}: ${(cause as Error).message}`, { cause });
  }
}
