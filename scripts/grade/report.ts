import { stripVTControlCharacters, styleText } from "node:util";
import { describePlace, type Failure, type Result } from "./result.ts";
import { cut } from "./text.ts";

export interface ReportOptions {
  /** Characters in a line of the table. @default 120 */
  readonly width?: number;
  /** Whether to colour the verdicts, and to leave the tracebacks' own colours. @default false */
  readonly colour?: boolean;
}

const WIDEST_PLACE = 40;
const NARROWEST_ERROR = 40;
const GAP = "  ";

/** The results as a table, then each failure in full, and the counts in the last line. */
export function report(results: readonly Result[], options: ReportOptions = {}): string {
  const failures = results.flatMap(({ notebook, error }) => (error ? [{ notebook, error }] : []));
  return [
    tableOf(results, options),
    ...failures.map(({ notebook, error }) => inFull(notebook, error, options.colour ?? false)),
    `${results.length - failures.length} passed, ${failures.length} failed`,
  ].join("\n\n");
}

/**
 * One line for each notebook whatever its width, so that names can be copied and searched for:
 * `table` of lib/notebook breaks the lines of its cells, and ends at 100 columns.
 */
function tableOf(results: readonly Result[], { width = 120, colour = false }: ReportOptions) {
  const rows = results.map(({ notebook, seconds, error }) => [
    notebook,
    error ? "failed" : "passed",
    seconds.toFixed(1),
    error ? cut(describePlace(error), WIDEST_PLACE) : "",
    error?.message ?? "",
  ]);
  const titles = ["notebook", "result", "seconds", "failing cell", "error"];
  const lines = results.some(({ error }) => error)
    ? [titles, ...rows]
    : [titles, ...rows].map((line) => line.slice(0, 3));
  const widths = titles.map((_, c) => Math.max(...lines.map((line) => line[c]?.length ?? 0)));
  const room = width - widths.slice(0, 4).reduce((sum, one) => sum + one + GAP.length, 0);
  const paint = (verdict: string, word: string) =>
    colour && verdict !== "result"
      ? styleText(verdict === "failed" ? "red" : "green", word, { validateStream: false })
      : word;
  return lines
    .map(([notebook = "", verdict = "", seconds = "", place = "", message = ""]) => {
      const cells = [
        notebook.padEnd(widths[0] ?? 0),
        paint(verdict, verdict.padEnd(widths[1] ?? 0)),
        seconds.padStart(widths[2] ?? 0),
        place.padEnd(widths[3] ?? 0),
        cut(message, Math.max(room, NARROWEST_ERROR)),
      ];
      return cells.join(GAP).trimEnd();
    })
    .join("\n");
}

function inFull(notebook: string, error: Failure, colour: boolean): string {
  const title = [notebook, describePlace(error)].filter(Boolean).join(" · ");
  const plain = stripVTControlCharacters(error.traceback ?? "");
  const text = colour ? (error.traceback ?? "") : plain;
  // Most tracebacks say the message themselves; where one does not, it goes first.
  const lines = plain.includes(error.message) ? [text] : [error.message, text];
  const indented = lines
    .filter(Boolean)
    .join("\n")
    .replace(/^(?=.)/gm, "    ");
  return `${title}\n${indented}`;
}
