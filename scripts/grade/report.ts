import { stripVTControlCharacters, styleText } from "node:util";
import { countCells, describePlace, type Failure, type Result } from "./result.ts";
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
  const mayRaise = results.flatMap((result) => result.mayRaise);
  const counts = `${results.length - failures.length} passed, ${failures.length} failed`;
  return [
    tableOf(results, options),
    ...failures.map(({ notebook, error }) => inFull(notebook, error, options.colour ?? false)),
    mayRaise.length > 0 ? `${counts}, ${countCells(mayRaise)} may raise` : counts,
  ].join("\n\n");
}

/** The columns but the last, which is the error's. */
const COLUMNS: Readonly<Record<string, (result: Result) => string>> = {
  notebook: ({ notebook }) => notebook,
  result: ({ error }) => (error ? "failed" : "passed"),
  seconds: ({ seconds }) => seconds.toFixed(1).padStart("seconds".length),
  "may raise": ({ mayRaise }) => (mayRaise.length > 0 ? countCells(mayRaise) : ""),
  "failing cell": ({ error }) => (error ? cut(describePlace(error), WIDEST_PLACE) : ""),
};

/**
 * One line for each notebook whatever its width, so that names can be copied and searched for:
 * `table` of lib/notebook breaks the lines of its cells, and ends at 100 columns.
 */
function tableOf(results: readonly Result[], { width = 120, colour = false }: ReportOptions) {
  const columns = Object.entries(COLUMNS)
    .map(([title, text]) => [title, ...results.map(text)])
    // Of failures and of cells that may raise, there may be none.
    .filter(([, ...texts]) => texts.some(Boolean))
    .map((texts) => {
      const size = Math.max(...texts.map(({ length }) => length));
      return texts.map((text) => text.padEnd(size));
    });
  const used = columns.reduce((sum, [title = ""]) => sum + title.length + GAP.length, 0);
  const room = Math.max(width - used, NARROWEST_ERROR);
  const titles = [
    ...columns.map(([title]) => title),
    results.some(({ error }) => error) ? "error" : "",
  ];
  const rows = results.map(({ error }, row) => {
    const [notebook, verdict = "", ...texts] = columns.map((column) => column[row + 1]);
    const painted = colour
      ? styleText(error ? "red" : "green", verdict, { validateStream: false })
      : verdict;
    return [notebook, painted, ...texts, cut(error?.message ?? "", room)];
  });
  return [titles, ...rows].map((texts) => texts.join(GAP).trimEnd()).join("\n");
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
