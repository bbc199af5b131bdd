import { basename, delimiter, dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { quotedCell } from "./cells.ts";
import type { Kernel } from "./kernels.ts";
import type { Outcome, Outcomes } from "./outcome.ts";
import { run } from "./run.ts";

const SCRIPT = join(import.meta.dirname, "autograde.py");

/** How nbgrader is to run. */
export interface NbgraderOptions {
  /** The Python that has nbgrader. */
  readonly python: string;
  readonly kernel: Kernel;
  /** Where the course is made; it must not exist. */
  readonly folder: string;
  /** How long a cell of a notebook may take. */
  readonly timeoutSeconds: (path: string) => number;
}

interface Grades {
  readonly notebook: string;
  readonly points: Readonly<Record<string, number | null>>;
  readonly log: string;
}

/** nbgrader's autograder, with a point for every cell; a cell is blamed by giving it none. */
export async function nbgrader(
  paths: readonly string[],
  { python, kernel, folder, timeoutSeconds }: NbgraderOptions,
): Promise<Outcomes> {
  const { env, transport } = kernel;
  const args = ["-W", "ignore", SCRIPT, folder, transport];
  const names = paths.map((path) => `${path}=${timeoutSeconds(path)}`);
  // It starts programs of its environment, alembic for one, by their names.
  const PATH = [dirname(python), env.PATH].join(delimiter);
  const { stdout, stderr } = await run(python, [...args, ...names], { env: { ...env, PATH } });
  const lines = stdout.split("\n").filter((line) => line.startsWith('{"notebook"'));
  const graded = new Map(
    lines.map((line) => JSON.parse(line) as Grades).map((grades) => [grades.notebook, grades]),
  );
  return new Map(
    paths.map((path): [string, Outcome] => {
      const grades = graded.get(basename(path, ".ipynb"));
      if (!grades) throw new Error(`nbgrader has not come to ${path}: ${stderr}`);
      return [path, toOutcome(path, grades)];
    }),
  );
}

function toOutcome(path: string, { points, log }: Grades): Outcome {
  const text = stripVTControlCharacters(log);
  const cells = Object.entries(points).map(([cell, score]) => ({ cell: Number(cell), score }));
  // Where it breaks off there are no points at all, and only a time-out tells the cell.
  const broken = cells.every(({ score }) => score === null);
  const blamed = broken
    ? [quotedCell(path, text) ?? []].flat()
    : cells.filter(({ score }) => score === 0).map(({ cell }) => cell);
  return { caught: cells.some(({ score }) => score !== 1), cells: blamed, text };
}
