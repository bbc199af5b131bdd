import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";
import type { Compiled } from "./compiled.ts";
import { typedOffset } from "./edits.ts";
import { json } from "./intrinsics.ts";

/** A place in a cell as typed, 1-based. */
export interface CellPosition {
  readonly line: number;
  readonly column: number;
}

interface Script {
  readonly compiled: Pick<Compiled, "source" | "code" | "sourceMap" | "edited">;
  /** Decoded only when a place is asked for. */
  map?: SourceMap;
}

const remembered = 500;
const lineBreak = /\r\n|[\n\r\u2028\u2029]/;

/** What a cell is called to people: `cell 12` for the script `cell-12`. */
export function cellLabel(cellName: string): string {
  return cellName.replace(/^cell-(?=\d+$)/, "cell ");
}

/** Splits a text as TypeScript counts its lines. */
export function linesOf(text: string): string[] {
  return text.split(lineBreak);
}

/** Remembers the sources and the source maps of the latest 500 cells. */
export class CellSourceMaps {
  readonly #scripts = new Map<string, Script>();

  register(cellName: string, compiled: Script["compiled"]): void {
    this.#scripts.delete(cellName);
    this.#scripts.set(cellName, { compiled });
    const [oldest] = this.#scripts.keys();
    if (this.#scripts.size > remembered && oldest !== undefined) this.#scripts.delete(oldest);
  }

  /**
   * The text typed into a cell, by its name or its label, if the cell is remembered; or that of a
   * file near the notebook, by the address from which it was imported.
   */
  sourceOf(name: string): string | undefined {
    const isNear = name.startsWith("file:") && name.includes("?version=");
    if (isNear) return readText(name);
    return this.#scripts.get(name.replace(/^cell /, "cell-"))?.compiled.source;
  }

  /** Where a part of a cell's compiled code stands: a function that is sent to a worker. */
  find(code: string): ({ readonly file: string } & CellPosition) | undefined {
    for (const [file, { compiled }] of [...this.#scripts].reverse()) {
      const start = compiled.code.indexOf(code);
      if (start < 0) continue;
      const before = linesOf(compiled.code.slice(0, start));
      return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    }
    return undefined;
  }

  /** A stack with the places in cells as typed. */
  typedStack(stack: string): string {
    return stack.replaceAll(/\b(cell-\d+):(\d+):(\d+)/g, (place, file, line, column) => {
      const at = this.locate(file, Number(line), Number(column));
      return at ? `${cellLabel(file)}:${at.line}:${at.column}` : place;
    });
  }

  /**
   * The place as typed of a place in a cell's compiled code, both 1-based. `undefined` for what the
   * student did not type.
   */
  locate(cellName: string, line: number, column: number): CellPosition | undefined {
    const script = this.#scripts.get(cellName);
    if (!script) return undefined;
    const { source, edited, sourceMap } = script.compiled;
    script.map ??= new SourceMap(json.parse(sourceMap));
    const entry = script.map.findEntry(line - 1, column - 1);
    if (!("originalLine" in entry)) return undefined;
    const at = offsetOf(edited.text, entry.originalLine, entry.originalColumn);
    const offset = typedOffset(edited, at);
    const before = linesOf(source.slice(0, offset));
    const typed = linesOf(source)[before.length - 1] ?? "";
    return { line: before.length, column: calleeAt(typed, before.at(-1)?.length ?? 0) + 1 };
  }
}

function readText(url: string): string | undefined {
  try {
    return readFileSync(fileURLToPath(url), "utf8");
  } catch {
    return undefined;
  }
}

function offsetOf(text: string, line: number, column: number): number {
  let offset = 0;
  const breaks = new RegExp(lineBreak, "g");
  for (let n = 0; n < line; n++) {
    if (!breaks.exec(text)) return text.length;
    offset = breaks.lastIndex;
  }
  return offset + column;
}

/**
 * Where the name before a bracket begins, as V8 tells the place of a call; it takes the bracket's if
 * the name is one of the notebook, since that is compiled to `(0, __notebook.name)(…)`.
 */
function calleeAt(line: string, column: number): number {
  if (line[column] !== "(") return column;
  return /[\p{ID_Continue}$]*$/u.exec(line.slice(0, column))?.index ?? column;
}
