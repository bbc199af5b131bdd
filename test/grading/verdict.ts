import type { Fault } from "./notebooks.ts";
import type { Outcome } from "./outcome.ts";
import type { Run } from "./run-set.ts";

/** What is not as it should be in a run, a line for each; none if all is well. */
export function complaints({ tool, notebook, outcome }: Run): string[] {
  const { cells, caught, silent = [] } = outcome;
  const { fault } = notebook;
  const said = `the tool said: ${endOf(outcome.text)}`;
  const lines = silent
    .filter((cell) => !cells.includes(cell))
    .map((cell) => `cell ${cell} was not executed`);
  if (!fault) {
    if (caught) lines.push(`a right notebook was blamed, cell ${cells}; ${said}`);
    return lines;
  }
  if (!caught) {
    if (!fault.knownLimit) lines.push(`a wrong notebook passed; ${said}`);
    return lines;
  }

  const [cell, ...others] = cells;
  const expected = [fault.failingCell].flat();
  if (cell === undefined) {
    // Of a dead kernel, nbconvert and nbgrader say no more than that.
    const isDead = fault.way !== "error" && /Kernel died/.test(outcome.text) && tool !== "grade";
    if (!isDead) lines.push(`no cell was named, expected ${expected.join(" or ")}; ${said}`);
    return lines;
  }
  if (!expected.includes(cell)) {
    lines.push(`cell ${cell} was named, expected ${expected.join(" or ")}; ${said}`);
  }
  if (fault.way === "error" && others.length > 0) {
    lines.push(`cells were blamed that are right: ${others}; ${said}`);
  }
  // The other two tools give too little of the error, or its whole cell with it.
  if (tool === "grade" || tool === "allow-errors") {
    for (const words of unsaid(cell, fault, outcome)) lines.push(`${words}; ${said}`);
  }
  return lines;
}

/** Whether the tool has named the right cell. */
export function isNamed({ notebook: { fault }, outcome }: Run): boolean {
  const [cell] = outcome.cells;
  return cell !== undefined && [fault?.failingCell ?? []].flat().includes(cell);
}

function unsaid(cell: number, { says, from }: Fault, { text }: Outcome): string[] {
  const lines: string[] = [];
  if (says !== undefined && !text.includes(says)) lines.push(`«${says}» is missing`);
  const origin = new RegExp(String.raw`\b(cell|In)\s*\[?${from}\b`, "i");
  if (from !== undefined && cell !== from && !origin.test(text)) {
    lines.push(`cell ${from}, where it comes from, is missing`);
  }
  return lines;
}

/** The last lines, where Python's tracebacks say what it was. */
function endOf(text: string): string {
  return text.trimEnd().split("\n").slice(-20).join("\n") || "nothing";
}
