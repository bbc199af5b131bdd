import type { CellPosition } from "./cell-source-map.ts";
import { paint } from "./paint.ts";

/** A line of source as it is shown, and the marks to show below it. */
export interface MarkedLine {
  readonly text: string;
  readonly marks: string;
}

/** What `markLine` marks. */
export interface Marks {
  /** The first column to mark, 0-based. */
  readonly from: number;
  /** The column after the last one to mark. At least one is marked. */
  readonly to: number;
  /** The character to mark with. */
  readonly mark: string;
}

const widest = 160;
const tab = "    ";
const graphemes = new Intl.Segmenter();
// The blocks that Unicode's East Asian Width calls wide; expressions cannot ask for that property.
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/**
 * Shows a line and marks a part of it. Tabs become four spaces and wide characters count twice, so
 * that the marks stand below what they mark. Of a line longer than 160 characters, the part around
 * the marks is shown.
 */
export function markLine(line: string, { from, to, mark }: Marks): MarkedLine {
  const cut = line.length <= widest ? 0 : Math.max(0, Math.min(from, line.length) - widest / 2);
  const end = line.length <= widest ? line.length : cut + widest;
  const ellipsis = cut > 0 ? "…" : "";
  const before = shown(line.slice(cut, from));
  const marked = shown(line.slice(Math.max(cut, from), Math.min(to, end)));
  return {
    text: `${ellipsis}${shown(line.slice(cut, end))}${end < line.length ? "…" : ""}`.trimEnd(),
    marks: " ".repeat(ellipsis.length + width(before)) + mark.repeat(Math.max(1, width(marked))),
  };
}

/**
 * Shows the lines around a place as IPython does, with an arrow at the line and a caret below the
 * column.
 *
 * @param firstLine the number of the first of the `lines`
 */
export function excerpt(
  lines: readonly string[],
  at: CellPosition,
  { context, firstLine = 1 }: { readonly context: number; readonly firstLine?: number },
): string[] {
  const first = Math.max(firstLine, at.line - context);
  const last = Math.min(firstLine + lines.length - 1, at.line + context);
  const digits = String(last).length;
  const from = at.column - 1;
  return lines.slice(first - firstLine, last - firstLine + 1).flatMap((line, i) => {
    const number = String(first + i).padStart(digits);
    if (first + i !== at.line) {
      const { text } = markLine(line, { from: 0, to: 0, mark: "" });
      return `      ${number} ${text}`.trimEnd();
    }
    const { text, marks } = markLine(line, { from, to: from, mark: "^" });
    return [
      `${paint("green", `----> ${number}`)} ${text}`.trimEnd(),
      `${" ".repeat(7 + digits)}${paint("red", marks)}`,
    ];
  });
}

function shown(text: string): string {
  return text
    .replaceAll("\t", tab)
    .replace(/\p{Cc}/gu, " ")
    .toWellFormed();
}

function width(text: string): number {
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += wide.test(segment) ? 2 : 1;
  return columns;
}
