import { readFileSync } from "node:fs";
import type { Failure, FailureKind } from "./result.ts";

/** What a reader calls a code cell: its number among the code cells, and the heading above it. */
export interface CellPlace {
  readonly cell: number;
  readonly heading?: string;
}

/** The code cells of a notebook, by their position among all its cells. */
export type Outline = ReadonlyMap<number, CellPlace>;

const KERNEL = "tslab";

/**
 * Reads a notebook as far as needed to decide whether it can be executed, and to name its cells.
 *
 * @returns the outline, and why the notebook cannot be executed if that is so
 */
export function readNotebook(path: string): { outline: Outline; error?: Failure } {
  const nowhere = new Map<number, CellPlace>();
  const fail = (kind: FailureKind, message: string, outline: Outline = nowhere) => ({
    outline,
    error: { kind, message },
  });
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return fail("missing", `cannot be read: ${(error as Error).message}`);
  }
  if (text.trim() === "") return fail("not-a-notebook", "the file is empty: restore it from git");
  let notebook: unknown;
  try {
    notebook = JSON.parse(text);
  } catch (error) {
    return fail("not-a-notebook", `not JSON: ${(error as Error).message.replace(/\s+/g, " ")}`);
  }
  const cells = isRecord(notebook) ? notebook.cells : undefined;
  if (!isRecord(notebook) || (!Array.isArray(cells) && notebook.nbformat === undefined)) {
    return fail("not-a-notebook", "not a notebook: JSON without a list of cells");
  }
  if (notebook.nbformat !== 4 || !Array.isArray(cells)) {
    const message = `its nbformat is ${notebook.nbformat}, expected 4: save it anew in JupyterLab`;
    return fail("not-a-notebook", message);
  }
  const outline = outlineOf(cells);
  const metadata = isRecord(notebook.metadata) ? notebook.metadata : {};
  const kernel = isRecord(metadata.kernelspec) ? metadata.kernelspec.name : undefined;
  if (![...outline.keys()].some((index) => sourceOf(cells[index]).trim() !== "")) {
    return fail("no-code", "it has no code cell: nothing was checked", outline);
  }
  if (kernel !== KERNEL) {
    const is = kernel === undefined ? "it names no kernel" : `its kernel is «${kernel}»`;
    return fail("wrong-kernel", `${is}, expected «${KERNEL}»: choose it in JupyterLab`, outline);
  }
  return { outline };
}

function outlineOf(cells: readonly unknown[]): Outline {
  const outline = new Map<number, CellPlace>();
  let heading: string | undefined;
  for (const [index, cell] of cells.entries()) {
    const type = isRecord(cell) ? cell.cell_type : undefined;
    if (type === "markdown") heading = lastHeading(sourceOf(cell)) ?? heading;
    if (type === "code") {
      outline.set(index, { cell: outline.size + 1, ...(heading !== undefined && { heading }) });
    }
  }
  return outline;
}

function lastHeading(markdown: string): string | undefined {
  // A line that starts with # inside a fence is a comment of some program.
  const prose = markdown.replace(/^(```|~~~).*?^\1/gms, "");
  return [...prose.matchAll(/^ {0,3}#{1,6}[ \t]+(.+?)[ \t]*#*$/gm)].at(-1)?.[1];
}

/** A cell's text: notebooks hold it as a string or as a list of lines. */
function sourceOf(cell: unknown): string {
  const source = isRecord(cell) ? cell.source : undefined;
  if (Array.isArray(source)) return source.join("");
  return typeof source === "string" ? source : "";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
