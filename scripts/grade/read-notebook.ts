import { readFileSync } from "node:fs";
import type { CellPlace, Failure, FailureKind } from "./result.ts";

/** Where a reader finds each of a notebook's cells. */
export type Outline = readonly CellPlace[];

/** A notebook, as far as it is read before it is executed. */
export interface Notebook {
  /** The file as it is. */
  readonly text: string;
  readonly outline: Outline;
  /** How many code cells it has. */
  readonly cells: number;
  /** The numbers of the code cells that may raise. */
  readonly mayRaise: readonly number[];
  /** Why it cannot be executed, if that is so. */
  readonly error?: Failure;
}

const KERNEL = "tslab";

/** Reads a notebook as far as needed to decide whether it can be executed, and to name its cells. */
export function readNotebook(path: string): Notebook {
  let notebook: Notebook = { text: "", outline: [], cells: 0, mayRaise: [] };
  const fail = (kind: FailureKind, message: string) => ({ ...notebook, error: { kind, message } });
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    return fail("missing", `cannot be read: ${(error as Error).message}`);
  }
  if (text.trim() === "") return fail("not-a-notebook", "the file is empty: restore it from git");
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    return fail("not-a-notebook", `not JSON: ${(error as Error).message.replace(/\s+/g, " ")}`);
  }
  const { cells, nbformat, metadata } = isRecord(parsed) ? parsed : {};
  if (!Array.isArray(cells) && nbformat === undefined) {
    return fail("not-a-notebook", "not a notebook: JSON without a list of cells");
  }
  if (nbformat !== 4 || !Array.isArray(cells)) {
    const message = `its nbformat is ${nbformat}, expected 4: save it anew in JupyterLab`;
    return fail("not-a-notebook", message);
  }
  const code = cells.filter(isCode);
  notebook = {
    text,
    outline: outlineOf(cells),
    cells: code.length,
    mayRaise: code.flatMap((cell, index) => (mayRaise(cell) ? [index + 1] : [])),
  };
  if (!code.some((cell) => sourceOf(cell).trim() !== "")) {
    return fail("no-code", "it has no code cell: nothing was checked");
  }
  const { kernelspec } = isRecord(metadata) ? metadata : {};
  const kernel = isRecord(kernelspec) ? kernelspec.name : undefined;
  if (kernel !== KERNEL) {
    const is = kernel === undefined ? "it names no kernel" : `its kernel is «${kernel}»`;
    return fail("wrong-kernel", `${is}, expected «${KERNEL}»: choose it in JupyterLab`);
  }
  return notebook;
}

/** What to say of a notebook that was read as `text` if the file is another by now. */
export function changeOf(path: string, text: string): Failure | undefined {
  const message = "the file changed while it ran: grade it again";
  try {
    return readFileSync(path, "utf8") === text ? undefined : { kind: "changed", message };
  } catch {
    return { kind: "changed", message };
  }
}

function outlineOf(cells: readonly unknown[]): Outline {
  let count = 0;
  let heading: string | undefined;
  return cells.map((cell): CellPlace => {
    if (typeOf(cell) === "markdown") heading = lastHeading(sourceOf(cell)) ?? heading;
    return {
      ...(isCode(cell) && { cell: ++count }),
      ...(heading !== undefined && { heading }),
    };
  });
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

function typeOf(cell: unknown): unknown {
  return isRecord(cell) ? cell.cell_type : undefined;
}

function isCode(cell: unknown): boolean {
  return typeOf(cell) === "code";
}

/** Whether the cell has the tag by which nbclient allows it to fail. */
function mayRaise(cell: unknown): boolean {
  const metadata = isRecord(cell) && isRecord(cell.metadata) ? cell.metadata : {};
  return Array.isArray(metadata.tags) && metadata.tags.includes("raises-exception");
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
