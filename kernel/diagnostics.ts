import type TS from "typescript-js";
import { linesOf } from "./cell-source-map.ts";
import { paint } from "./paint.ts";
import { excerpt } from "./source-excerpt.ts";
import { fromRoot } from "./stack-frames.ts";
import type { ErrorContent } from "./traceback.ts";
import { ts } from "./typescript.ts";

/** Where diagnostics come from. */
export interface DiagnosticsOptions {
  /** What the file of the cell is called, such as `cell 12`; others are told by their paths. */
  readonly labelOf: (fileName: string) => string | undefined;
  /** The repository's folder, by which paths are shortened. */
  readonly root: string;
}

const shownInFull = 10;

/**
 * Turns compile errors into what Jupyter shows, in the form of a runtime error: the message, and the
 * line as typed with a mark below the place. The first ten are shown in full, the others counted.
 */
export function formatDiagnostics(
  diagnostics: readonly TS.Diagnostic[],
  options: DiagnosticsOptions,
): ErrorContent {
  const [first] = diagnostics;
  const more = diagnostics.length - 1;
  const left = diagnostics.length - shownInFull;
  const told = diagnostics.slice(0, shownInFull).map((one) => tell(one, options).join("\n"));
  return {
    ename: "CompileError",
    evalue: first ? headOf(first, options) + (more > 0 ? ` (and ${more} more)` : "") : "",
    traceback: [...told, ...(left > 0 ? [`and ${left} more`] : [])].join("\n\n").split("\n"),
  };
}

function headOf(diagnostic: TS.Diagnostic, options: DiagnosticsOptions): string {
  const [message = ""] = messageOf(diagnostic);
  const place = placeOf(diagnostic, options);
  return `${place ? `${place.label}: ` : ""}${message} (TS${diagnostic.code})`;
}

function tell(diagnostic: TS.Diagnostic, options: DiagnosticsOptions): string[] {
  const [message = "", ...chain] = messageOf(diagnostic);
  const head = `${paint("red", "CompileError")}: ${message} ${paint("gray", `TS${diagnostic.code}`)}`;
  const place = placeOf(diagnostic, options);
  if (!place) return [head, ...chain];
  const { label, lines, at } = place;
  return [head, ...chain, paint("green", label), ...excerpt(lines, at, { context: 2 })];
}

/** The message, and what explains it, indented. */
function messageOf({ messageText }: TS.Diagnostic): string[] {
  return ts.flattenDiagnosticMessageText(messageText, "\n").split("\n");
}

function placeOf({ file, start = 0 }: TS.Diagnostic, { labelOf, root }: DiagnosticsOptions) {
  if (!file) return undefined;
  // What is missing at the end of a cell is told where its text ends.
  const offset = Math.min(start, file.text.trimEnd().length);
  const { line, character } = ts.getLineAndCharacterOfPosition(file, offset);
  const name = labelOf(file.fileName);
  const label = name ? `${name}, line ${line + 1}` : `${fromRoot(file.fileName, root)}:${line + 1}`;
  return { label, lines: linesOf(file.text), at: { line: line + 1, column: character + 1 } };
}
