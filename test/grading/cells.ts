import { readFileSync } from "node:fs";
import { stripVTControlCharacters } from "node:util";

/** A code cell of a notebook's file. */
export interface CodeCell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata: { readonly tags?: readonly string[] };
  readonly outputs: readonly Output[];
}

interface Output {
  readonly output_type: string;
  readonly ename?: string;
  readonly evalue?: string;
  readonly traceback?: readonly string[];
}

/** The code cells of a notebook. */
export function codeCells(path: string): CodeCell[] {
  const { cells } = JSON.parse(readFileSync(path, "utf8")) as { cells: CodeCell[] };
  return cells.filter((cell) => cell.cell_type === "code");
}

/** The errors among the outputs, each with the number of its cell; not those that are expected. */
export function errorsIn(cells: readonly CodeCell[]): { cell: number; text: string }[] {
  return cells.flatMap(({ metadata, outputs }, index) =>
    (metadata.tags ? [] : outputs)
      .filter(({ output_type }) => output_type === "error")
      .map((error) => ({ cell: index + 1, text: inFull(error) })),
  );
}

/** The numbers of the cells that would have an output if they had been executed. */
export function silentCells(cells: readonly CodeCell[]): number[] {
  return cells.flatMap(({ source, outputs }, index) =>
    textOf(source).includes("console.") && outputs.length === 0 ? [index + 1] : [],
  );
}

/** The number of the cell whose source nbclient's exceptions quote, between two lines. */
export function quotedCell(path: string, text: string): number | undefined {
  const quote = /^( *)-{18,}\n(.*?)\n\1-{18,}$/ms.exec(text);
  const [, indent = "", lines] = quote ?? [];
  const source = lines?.replace(new RegExp(`^${indent}`, "gm"), "");
  const index = codeCells(path).findIndex((cell) => textOf(cell.source) === source);
  return index < 0 ? undefined : index + 1;
}

function textOf(source: string | readonly string[]): string {
  return typeof source === "string" ? source : source.join("");
}

function inFull({ ename, evalue, traceback = [] }: Output): string {
  return stripVTControlCharacters([`${ename}: ${evalue}`, ...traceback].join("\n"));
}
