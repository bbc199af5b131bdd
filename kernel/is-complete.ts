import type TS from "typescript-js";
import { ts } from "./typescript.ts";

/** Whether a text can be run, needs more lines, or never can. */
export type Completeness =
  | { readonly status: "complete" | "invalid" }
  | { readonly status: "incomplete"; readonly indent: string };

/** Codes of TypeScript for what was begun and not ended, wherever it began. */
const unterminated = new Set([
  1010, // '*/' expected
  1160, // unterminated template literal
]);

/** Judges the text that someone types into a console. A blank line at its end means: run it. */
export function judgeCompleteness(code: string): Completeness {
  const file = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.Latest);
  const { parseDiagnostics } = file as TS.SourceFile & {
    parseDiagnostics: TS.DiagnosticWithLocation[];
  };
  if (parseDiagnostics.length === 0) return { status: "complete" };
  const end = code.trimEnd().length;
  const wantsMore = parseDiagnostics.every(
    ({ code, start }) => start >= end || unterminated.has(code),
  );
  if (!wantsMore || /\n\s*\n\s*$/.test(code)) return { status: "invalid" };
  return { status: "incomplete", indent: indentAfter(code) };
}

/** That of the last line, and two more if it opens a bracket. */
function indentAfter(code: string): string {
  const line = code.trimEnd().split("\n").at(-1) ?? "";
  const indent = /^\s*/.exec(line)?.[0] ?? "";
  return /[[{(]$/.test(line) ? `${indent}  ` : indent;
}
