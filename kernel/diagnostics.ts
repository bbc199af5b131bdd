import { cellLabel, linesOf } from "./cell-source-map.ts";
import { paint } from "./paint.ts";
import { markLine } from "./source-excerpt.ts";
import type { ErrorContent } from "./traceback.ts";

/** A place in a source: 0-based, as tslab's converter counts. */
export interface DiagnosticPosition {
  readonly offset: number;
  readonly line: number;
  readonly character: number;
}

/** What tslab's converter reports. A chain of messages arrives as several of one place. */
export interface CellDiagnostic {
  readonly start: DiagnosticPosition;
  readonly end: DiagnosticPosition;
  readonly messageText: string;
  /** TypeScript's: 0 a warning, 1 an error, 2 a suggestion, 3 a message. */
  readonly category: number;
  readonly code: number;
  /** Set if it lies in a module beside the notebook: its path from the notebook's folder. */
  readonly fileName?: string | undefined;
}

/** Where diagnostics come from. */
export interface DiagnosticsOptions {
  /** The cell's name, such as `cell-12`. */
  readonly cell: string;
  /**
   * The text of a module that a diagnostic names, such as one from a `@module` cell. Without it the
   * diagnostic is told without its source line.
   */
  readonly sourceOf?: (fileName: string) => string | undefined;
}

/** A diagnostic with all the messages of its chain, and the file and the lines it lies in. */
interface Finding {
  readonly diagnostic: CellDiagnostic;
  readonly messages: string[];
  readonly file: string;
  readonly lines: readonly string[] | undefined;
}

const shownInFull = 10;
const categories = [
  ["warning", "yellowBright"],
  ["error", "redBright"],
  ["suggestion", "gray"],
  ["message", "blueBright"],
] as const;

/**
 * Turns a cell's compile errors into what Jupyter shows, in the manner of `tsc --pretty`: each with
 * its place, its source line and a mark below the span. A span of several lines is marked to the end
 * of its first. The first ten are shown in full, the others counted.
 */
export function formatDiagnostics(
  diagnostics: readonly CellDiagnostic[],
  source: string,
  options: DiagnosticsOptions,
): ErrorContent {
  const findings = collect(typedOnly(diagnostics, source), source, options);
  const [first] = findings;
  const more = findings.length - 1;
  const traceback = findings.slice(0, shownInFull).flatMap((finding, i) => {
    return i === 0 ? tell(finding) : ["", ...tell(finding)];
  });
  if (findings.length > shownInFull) {
    traceback.push("", `and ${findings.length - shownInFull} more`);
  }
  return {
    ename: "CompileError",
    evalue: first
      ? `${placeOf(first).join(":")} - TS${first.diagnostic.code}: ${first.messages[0]}${more > 0 ? ` (and ${more} more)` : ""}`
      : "",
    traceback,
  };
}

/**
 * The converter appends a line with an `export` to what was typed. In an unfinished cell that becomes
 * a part of its last statement, and the compiler complains at places that nobody typed. Then the
 * syntax errors are told, as `tsc` does, of the untyped ones what is missing, at the end of the cell;
 * what follows from them is left out.
 */
function typedOnly(diagnostics: readonly CellDiagnostic[], source: string): CellDiagnostic[] {
  const appendedLine = linesOf(source).length;
  const isTyped = ({ fileName, start }: CellDiagnostic) =>
    fileName !== undefined || start.line !== appendedLine;
  const typed = diagnostics.filter(isTyped);
  const untyped = diagnostics.filter((diagnostic) => !isTyped(diagnostic));
  const syntax = untyped.filter(isSyntax);
  const missing =
    syntax.find(({ messageText }) => messageText.endsWith(" expected.")) ??
    syntax[0] ??
    (typed.length === 0 ? untyped[0] : undefined);
  if (!missing) return typed;
  const end = endOf(source);
  return [...typed.filter(isSyntax), { ...missing, start: end, end }];
}

function isSyntax({ code }: CellDiagnostic): boolean {
  return code >= 1000 && code < 2000;
}

function endOf(source: string): DiagnosticPosition {
  const lines = linesOf(source.trimEnd());
  const character = lines.at(-1)?.length ?? 0;
  return { offset: source.trimEnd().length, line: lines.length - 1, character };
}

/** Joins the messages of a chain, which the converter has taken apart, without the file's name. */
function collect(
  diagnostics: readonly CellDiagnostic[],
  source: string,
  { cell, sourceOf }: DiagnosticsOptions,
): Finding[] {
  const findings: Finding[] = [];
  const lines = linesOf(source);
  let level = 0;
  for (const diagnostic of diagnostics) {
    const { fileName, messageText } = diagnostic;
    const previous = findings.at(-1);
    if (previous && isOfOneChain(previous.diagnostic, diagnostic)) {
      // The overloads that do not match stand side by side, each with a chain of its own.
      level = messageText.startsWith("Overload ") ? 1 : level + 1;
      previous.messages.push("  ".repeat(level) + messageText);
      continue;
    }
    level = 0;
    const isElsewhere = diagnostic.start.line >= lines.length;
    const text = fileName === undefined ? undefined : sourceOf?.(fileName);
    findings.push({
      diagnostic,
      messages: [messageText],
      file: fileName ?? (isElsewhere ? "an imported module" : cellLabel(cell)),
      lines: fileName === undefined ? lines : text === undefined ? undefined : linesOf(text),
    });
  }
  return findings;
}

function isOfOneChain(a: CellDiagnostic, b: CellDiagnostic): boolean {
  return (
    a.start.offset === b.start.offset &&
    a.end.offset === b.end.offset &&
    a.fileName === undefined &&
    b.fileName === undefined
  );
}

function placeOf({ file, diagnostic: { start } }: Finding): readonly [string, string, string] {
  return [file, String(start.line + 1), String(start.character + 1)];
}

function tell(finding: Finding): string[] {
  const { diagnostic, messages, lines } = finding;
  const { start, end, category, code } = diagnostic;
  const [file, lineNumber, column] = placeOf(finding);
  const [severity, colour] = categories[category] ?? categories[1];
  const place = [paint("cyanBright", file), paint("yellowBright", lineNumber)];
  const [message, ...chain] = messages;
  const head = `${place.join(":")}:${paint("yellowBright", column)} - ${paint(colour, severity)} ${paint("gray", `TS${code}:`)} ${message}`;

  const line = lines?.[start.line];
  if (line === undefined) return [head, ...chain];
  const to = end.line > start.line ? line.length : end.character;
  const { text, marks } = markLine(line, { from: start.character, to, mark: "~" });
  return [
    head,
    ...chain,
    "",
    `${paint("inverse", lineNumber)} ${text}`.trimEnd(),
    `${paint("inverse", " ".repeat(lineNumber.length))} ${paint(colour, marks)}`,
  ];
}
