import { table } from "../../lib/notebook/table.ts";
import { notebooks } from "./notebooks.ts";
import type { Tool } from "./outcome.ts";
import type { Run } from "./run-set.ts";
import { isNamed } from "./verdict.ts";

const TOOLS: readonly Tool[] = ["nbconvert", "allow-errors", "grade", "nbgrader"];

/** Wrong notebooks and how many of them each tool caught, by kernel; and the right ones. */
export function summary(runs: readonly Run[]): string {
  const kernels = [...new Set(runs.map(({ kernel }) => kernel))];
  const rows = kernels.flatMap((kernel) =>
    TOOLS.map((tool) => {
      const own = runs.filter((run) => run.kernel === kernel && run.tool === tool);
      const wrong = own.filter(({ notebook }) => notebook.wrong && !notebook.fault?.knownLimit);
      const right = own.filter(({ notebook }) => !notebook.wrong);
      const passed = right.filter(({ outcome }) => !outcome.caught);
      return {
        kernel,
        tool,
        wrong: wrong.length,
        caught: wrong.filter(({ outcome }) => outcome.caught).length,
        "right cell named": wrong.filter(isNamed).length,
        right: right.length || undefined,
        passed: right.length ? passed.length : undefined,
        "every cell run": right.length ? passed.filter(ranWhole).length : undefined,
      };
    }),
  );
  return table(rows, { title: "Notebooks, by kernel and tool" });
}

/** What each tool made of each notebook, for one kernel. */
export function details(runs: readonly Run[]): string {
  const rows = notebooks.map((notebook) => {
    const words = TOOLS.map((tool) => {
      const run = runs.find((run) => run.notebook === notebook && run.tool === tool);
      return [tool, run ? inWords(run) : undefined];
    });
    const { name, wrong, fault } = notebook;
    const cells = [fault?.failingCell ?? []].flat().join("/");
    return {
      notebook: name,
      wrong: wrong ? `cell ${cells}` : "no",
      ...Object.fromEntries(words),
      note: fault?.knownLimit ? "known limit" : "",
    };
  });
  return table(rows, { title: `Each notebook, kernel: ${runs[0]?.kernel}` });
}

function inWords(run: Run): string {
  const { cells, caught } = run.outcome;
  if (caught) return cells.length > 0 ? `cell ${cells.join(", ")}` : "caught";
  if (run.notebook.wrong) return "missed";
  return ranWhole(run) ? "passed" : "skipped";
}

function ranWhole({ outcome }: Run): boolean {
  return (outcome.silent ?? []).length === 0;
}
