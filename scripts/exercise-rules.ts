// What has to be so in the notebook of an exercise whose answers stand in it, for students, for
// nbgrader and for our own tools alike.

import { isBeyond, nbgraderOf, numberIn } from "./exercises.ts";
import { type Cell, type Notebook, textOf } from "./notebooks.ts";

/** The most lines, blank ones left out, that a cell has. */
const mostLines = { class: 45, other: 15 };

/** Says what is wrong with the cells of an exercise, a sentence each; nothing if nothing is. */
export function faultsOf({ cells }: Notebook): string[] {
  return [
    ...cells.flatMap((cell) => [...metadataFaults(cell), ...lengthFaults(cell)]),
    ...idFaults(cells),
    ...requirementFaults(cells),
    ...foldFaults(cells),
  ];
}

/** A name for a cell that says where to look. */
function placeOf(cell: Cell): string {
  const gradeId = nbgraderOf(cell)?.grade_id;
  const [firstLine = ""] = textOf(cell).split("\n");
  return gradeId || `the cell that begins with «${firstLine}»`;
}

const answerMetadata = {
  schema_version: 3,
  solution: true,
  grade: false,
  locked: false,
  task: false,
};
const checkMetadata = {
  schema_version: 3,
  solution: false,
  grade: true,
  locked: true,
  task: false,
};

function metadataFaults(cell: Cell): string[] {
  const nbgrader = nbgraderOf(cell);
  if (!nbgrader) return [];
  const place = placeOf(cell);
  const { grade_id: gradeId = "", points, ...flags } = nbgrader;
  const wanted = flags.grade ? checkMetadata : answerMetadata;
  const faults: string[] = [];
  if (cell.cell_type !== "code") faults.push(`${place} must be a code cell`);
  if (!/^r[1-9]\d*-[\w-]+$/.test(gradeId)) {
    faults.push(`${place} must have a grade_id such as r2-check or r2-handleRequest`);
  }
  for (const [key, value] of Object.entries(wanted)) {
    const given = flags[key as keyof typeof flags];
    if (given !== value) faults.push(`${place} must have \`${key}: ${value}\`: it has ${given}`);
  }
  const isWorthPoints = Number.isInteger(points) && Number(points) > 0;
  if (flags.grade && !isWorthPoints)
    faults.push(`${place} must be worth points, a positive integer`);
  if (!flags.grade && points !== undefined) faults.push(`${place}, an answer, must have no points`);
  return faults;
}

function lengthFaults(cell: Cell): string[] {
  if (cell.cell_type !== "code") return [];
  const text = textOf(cell);
  const lines = text.split("\n").filter((line) => line.trim() !== "").length;
  const most = /^(?:abstract )?class /m.test(text) ? mostLines.class : mostLines.other;
  return lines <= most ? [] : [`${placeOf(cell)} must have ${most} lines at most: it has ${lines}`];
}

function idFaults(cells: readonly Cell[]): string[] {
  const ids = cells.flatMap((cell) => nbgraderOf(cell)?.grade_id ?? []);
  const doubles = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...doubles].map((id) => `grade_id ${id} must be that of one cell alone`);
}

function requirementFaults(cells: readonly Cell[]): string[] {
  const onSheet = cells.filter((cell) => !isBeyond(cell));
  const markdown = onSheet.filter(({ cell_type }) => cell_type === "markdown");
  const numbers = markdown.flatMap((cell) => numberIn(textOf(cell)) ?? []);
  const faults = numbers.flatMap((number, index) =>
    number === index + 1 ? [] : [`requirement ${number} must be number ${index + 1}`],
  );
  const has = (number: number, role: "grade" | "solution") =>
    onSheet.some((cell) => {
      const nbgrader = nbgraderOf(cell);
      return nbgrader?.[role] && nbgrader.grade_id?.startsWith(`r${number}-`);
    });
  for (const number of numbers) {
    if (!has(number, "solution")) faults.push(`requirement ${number} must have an answer cell`);
    if (!has(number, "grade")) faults.push(`requirement ${number} must have a check cell`);
  }
  for (const cell of cells) {
    const number = /^r(\d+)-/.exec(nbgraderOf(cell)?.grade_id ?? "")?.[1];
    if (number !== undefined && !numbers.includes(Number(number))) {
      faults.push(`${placeOf(cell)} must belong to a requirement: none has that number`);
    }
  }
  return faults;
}

/** A folded heading hides all cells until the next heading of its own or a higher level. */
function foldFaults(cells: readonly Cell[]): string[] {
  const faults: string[] = [];
  let foldLevel = 0;
  for (const cell of cells) {
    const level = cell.cell_type === "markdown" ? headingLevel(textOf(cell)) : 0;
    if (level > 0 && level <= foldLevel) foldLevel = 0;
    const folds = cell.metadata["jp-MarkdownHeadingCollapsed"] === true;
    if (folds && level === 0)
      faults.push(`${placeOf(cell)} must begin with a heading, as it folds`);
    if (folds && level > 0 && foldLevel === 0) foldLevel = level;
    if (foldLevel > 0 && !isBeyond(cell)) {
      faults.push(`${placeOf(cell)} must have the tag beyond, as it is in a fold`);
    }
    if (foldLevel === 0 && isBeyond(cell)) {
      faults.push(`${placeOf(cell)} must be in a fold, as it has the tag beyond`);
    }
  }
  return faults;
}

function headingLevel(markdown: string): number {
  return /^(#{1,6}) /.exec(markdown)?.[1]?.length ?? 0;
}
