import { inspect, stripVTControlCharacters, types } from "node:util";
import Table from "cli-table3";

/** What `table` shows of its rows. */
export interface TableOptions {
  /**
   * The columns to show, in this order.
   *
   * @default every key, in the order in which the rows first have it
   */
  readonly columns?: readonly string[];
  /** A line above the table. */
  readonly title?: string;
}

const widest = 100;
const missing = "–";

/**
 * Draws rows as a table with a line for each row, its keys as the titles of the columns.
 *
 * A column whose values are all numbers, or strings that toFixed and its like have made of numbers,
 * is aligned right, every other one left. The numbers of a column have the same number of decimals: none if all are whole, otherwise as many as give the
 * one closest to zero three digits, at most four, and no more than the values have. Numbers that
 * four decimals cannot show with two digits, and those too large to be exact, are written 1.2e-5.
 * Thousands are set apart by commas, booleans are yes or no, and `undefined`, `null` and NaN a –.
 *
 * A table wider than 100 characters breaks the lines of its widest columns, and ends a word that
 * is too long for its cell with an ….
 *
 * @throws {TypeError} if `rows` is not an array of objects
 * @throws {RangeError} if no row has one of the `columns`
 *
 * @example
 * ```ts
 * console.log(
 *   table([
 *     { pool: "inline", ms: 1204.5, speedup: 1, exact: true },
 *     { pool: "threads", ms: 640.25, speedup: 1.8813, exact: true },
 *   ]),
 * );
 * // ┌─────────┬───────┬─────────┬───────┐
 * // │ pool    │    ms │ speedup │ exact │
 * // ├─────────┼───────┼─────────┼───────┤
 * // │ inline  │ 1,205 │    1.00 │ yes   │
 * // │ threads │   640 │    1.88 │ yes   │
 * // └─────────┴───────┴─────────┴───────┘
 * ```
 */
export function table(rows: readonly object[], options: TableOptions = {}): string {
  checkRows(rows);
  const keys = new Set(rows.flatMap((row) => Object.keys(row)));
  const titles = options.columns ?? [...keys];
  for (const title of titles) {
    if (rows.length === 0 || keys.has(title)) continue;
    throw new RangeError(
      `Cannot draw table as \`columns\` must name keys of the rows (${[...keys].join(", ")}): received ${inspect(title)}`,
    );
  }
  const heading = options.title === undefined ? "" : `${options.title}\n`;
  if (titles.length === 0) return `${heading}(no ${rows.length === 0 ? "rows" : "columns"})`;

  const columns = titles.map((title) => columnOf(title, rows));
  const settings = {
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ numeric }) => (numeric ? ("right" as const) : ("left" as const))),
    style: { head: [], border: [], compact: true },
  };
  const cells =
    rows.length === 0
      ? [[{ colSpan: columns.length, content: "(no rows)" }]]
      : rows.map((_, r) => columns.map((column) => column.texts[r] ?? missing));

  const natural = new Table(settings);
  natural.push(...cells);
  const drawn = natural.toString();
  // By now cli-table3 has measured its columns, and says so in its options.
  const colWidths = natural.options.colWidths.map(Number);
  if (1 + sum(colWidths) + colWidths.length <= widest) return heading + drawn;

  narrow(colWidths, columns.map(whole), columns.map(cut));
  const narrowed = new Table({ ...settings, colWidths, wordWrap: true });
  narrowed.push(...cells);
  return heading + narrowed.toString();
}

function checkRows(rows: unknown): asserts rows is readonly object[] {
  if (!Array.isArray(rows)) {
    throw new TypeError(
      `Cannot draw table as \`rows\` must be an array of objects: received ${inspect(rows)}`,
    );
  }
  for (const [r, row] of rows.entries()) {
    if (typeof row === "object" && row !== null && !Array.isArray(row)) continue;
    throw new TypeError(
      `Cannot draw table as row ${r} must be an object with a value for each column: received ${inspect(row)}`,
    );
  }
}

interface Column {
  readonly title: string;
  readonly texts: readonly string[];
  /** Whether all that it has are numbers. */
  readonly numeric: boolean;
}

function columnOf(title: string, rows: readonly object[]): Column {
  const values = rows.map((row): unknown =>
    Object.hasOwn(row, title) ? (row as Record<string, unknown>)[title] : undefined,
  );
  const present = values.filter((value) => value !== undefined && value !== null && value !== "");
  const format = numberFormat(values.filter((value) => typeof value === "number"));
  return {
    title: plain(title),
    texts: values.map((value) => textOf(value, format)),
    numeric: present.length > 0 && present.every(isNumeric),
  };
}

function isNumeric(value: unknown): boolean {
  if (typeof value === "string") return /^[+-]?\d[\d,]*(\.\d+)?(e[+-]?\d+)?$/.test(value);
  return typeof value === "number" || typeof value === "bigint";
}

function textOf(value: unknown, format: (value: number) => string): string {
  if (value === undefined || value === null || Number.isNaN(value)) return missing;
  if (typeof value === "number") return format(value);
  if (typeof value === "bigint") return value.toLocaleString("en-US");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return plain(value);
  return plain(
    types.isNativeError(value) ? String(value) : inspect(value, { breakLength: Infinity }),
  );
}

/** The numbers of one column, each with the same number of decimals. */
function numberFormat(values: readonly number[]): (value: number) => string {
  const inDecimals = values.filter((value) => value !== 0 && fitsDecimals(value));
  const closest = inDecimals.reduce((least, value) => Math.min(least, Math.abs(value)), Infinity);
  let decimals = Math.min(Math.max(2 - exponentOf(closest), 0), 4);
  const needsLast = (value: number): boolean =>
    Number(value.toFixed(decimals)) !== Number(value.toFixed(decimals - 1));
  while (decimals > 0 && !inDecimals.some(needsLast)) decimals -= 1;

  const { format } = new Intl.NumberFormat("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (value) =>
    value === 0 || fitsDecimals(value) || !Number.isFinite(value)
      ? format(value + 0) // -0 + 0 is 0
      : value.toExponential(1);
}

function fitsDecimals(value: number): boolean {
  return Math.abs(value) >= 0.001 && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** The n of "1.23e+n". */
function exponentOf(value: number): number {
  return Number(value.toExponential().split("e")[1] ?? 0);
}

/** Control characters would move what stands to the right of them: only line breaks are kept. */
function plain(text: string): string {
  return stripVTControlCharacters(text.replaceAll("\r\n", "\n")).replace(/[^\P{Cc}\n]/gu, " ");
}

/** The width that keeps the numbers and the words of a column whole. */
function whole({ title, texts, numeric }: Column): number {
  const words = [title, ...texts].flatMap((text) => text.split(/\s+/));
  const most = words.reduce((length, word) => Math.max(length, word.length), 0);
  return (numeric ? most : Math.min(most, 30)) + 2;
}

/** The width to which a column may shrink at worst: words are cut, numbers never. */
function cut(column: Column): number {
  return column.numeric ? whole(column) : Math.min(whole(column), 10);
}

/** Takes from the widest columns until the table fits, as long as they are wider than `floors`. */
function narrow(widths: number[], ...floors: readonly (readonly number[])[]): void {
  const room = widest - 1 - widths.length;
  for (const floor of floors) {
    while (sum(widths) > room) {
      const spare = widths.map((width, c) => (width > (floor[c] ?? 0) ? width : 0));
      const most = Math.max(...spare);
      if (most === 0) break;
      widths[spare.indexOf(most)] = most - 1;
    }
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
