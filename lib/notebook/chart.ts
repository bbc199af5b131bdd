import * as asciichart from "asciichart";
import { extent, startOf, xAxis, yAxis } from "./chart-axes.ts";
import { type Curve, checkSize, isDrawable, readCurves, readX } from "./chart-input.ts";

/** What `chart` draws around its curves, and how large. */
export interface ChartOptions {
  /**
   * Where each value stands: increasing.
   *
   * @default 0, 1, 2, …
   */
  readonly x?: ArrayLike<number>;
  /**
   * `"log"` gives equal room to equal ratios: as much from 1 to 10 as from 10 to 100.
   *
   * @default "linear"
   */
  readonly xScale?: "linear" | "log";
  /**
   * Columns of the plot, without the labels on its left.
   *
   * @default 60
   */
  readonly width?: number;
  /**
   * Steps of the y axis; the plot has one line more.
   *
   * @default 10
   */
  readonly height?: number;
  readonly title?: string;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /**
   * Writes a value beside the y axis.
   *
   * @default the decimals that tell the steps apart, with k, M, G or T for large numbers
   */
  readonly format?: (y: number) => string;
}

interface Cell {
  readonly text: string;
  readonly color?: string | undefined;
}

/** Stands where points of several curves meet. */
const several: Cell = { text: "*" };
const blank: Cell = { text: " " };
/** Columns between the letters of a curve that has too many points for a letter each. */
const lettersApart = 15;

/**
 * Draws a series of numbers, or several with their labels, as curves over one x axis.
 *
 * Every labelled series has a colour and, for those who see none, a letter, which stands at its
 * measured points; `*` is where points of several series meet. Between the points the lines are
 * straight on the paper. Where a value is NaN or infinite, or beyond 1e300, the line has a gap.
 *
 * Where several points share a column, the line passes through their mean, and dots reach from the
 * least to the greatest, so that no spike is lost. If there is more than one point for every four
 * columns, the letters stand 15 columns apart on the line instead.
 *
 * The y axis has round steps, and starts from zero if that costs nothing or all values are equal.
 *
 * @throws {TypeError} if a series is not an array of numbers
 * @throws {RangeError} if `x` does not increase, has another length than a series, or is not
 * positive on a log scale; if `width` is below 10 or `height` below 2; with more than 26 series
 *
 * @example
 * ```ts
 * console.log(
 *   chart(
 *     { "thread pool": [0.2, 0.7, 1.5, 1.8], "break-even": [1, 1, 1, 1] },
 *     { x: [1e4, 1e5, 1e6, 1e7], xScale: "log", xLabel: "floats", yLabel: "speedup" },
 *   ),
 * );
 * ```
 */
export function chart(
  series: ArrayLike<number> | Readonly<Record<string, ArrayLike<number>>>,
  options: ChartOptions = {},
): string {
  const { width = 60, height = 10, xScale = "linear", title, xLabel, yLabel } = options;
  checkSize("width", width, 10);
  checkSize("height", height, 2);
  const curves = readCurves(series);
  const xs = readX(options.x, xScale, curves);
  const values = curves.flatMap(({ ys }) => ys.filter(isDrawable));
  const heading = [title, yLabel].flatMap((text) => text ?? []);
  if (values.length === 0) return [...heading, "(nothing to plot)"].join("\n");

  const { rowOf, labels } = yAxis(values, height, options.format);
  const { columnOf, ticks } = xAxis(xs, xScale, width);
  const cells = draw(curves, xs.map(columnOf), rowOf, width, height);

  const margin = Math.max(...labels.map((label) => label.length)) + 2;
  const lines = labels.map((label, row) => {
    const line = cells.slice(row * width, (row + 1) * width);
    return `${label.padStart(margin - 2)} ┤${paint(line).trimEnd()}`;
  });
  const rule = Array.from({ length: width }, () => "─");
  let below = "";
  for (const { column, label } of ticks) {
    rule[column] = "┬";
    below = below.padEnd(margin + startOf(column, label)) + label;
  }
  return [
    ...heading,
    ...lines.reverse(),
    `${"└".padStart(margin)}${rule.join("")}`,
    below,
    ...(xLabel === undefined ? [] : ["".padEnd(margin + startOf(width >> 1, xLabel)) + xLabel]),
    ...legendOf(curves, cells.includes(several), width).map((line) => "".padEnd(margin) + line),
  ].join("\n");
}

/** The characters of the plot, row after row from the lowest up. */
function draw(
  curves: readonly Curve[],
  columns: readonly number[],
  rowOf: (y: number) => number,
  width: number,
  height: number,
): Cell[] {
  const spreads = new Map<number, Cell>();
  const lines = new Map<number, Cell>();
  const marks = new Map<number, Cell>();
  // Last to first, so that the first curve lies on top.
  for (const { ys, label, mark, color } of [...curves].reverse()) {
    const shown = valuesByColumn(ys, columns, width);
    for (const [column, values] of shown.entries()) {
      const [low, high] = extent(values.map(rowOf));
      for (let row = low; row <= high; row += 1) {
        spreads.set(row * width + column, { text: "┊", color });
      }
    }
    const means = shown.map((values) => (values.length === 0 ? undefined : rowOf(mean(values))));
    for (const [column, row, text] of charactersOf(means, height)) {
      lines.set(row * width + column, { text, color });
    }
    const measured = ys.flatMap((y, i) =>
      isDrawable(y) ? [rowOf(y) * width + (columns[i] ?? 0)] : [],
    );
    const apart = means.flatMap((row, column) =>
      row !== undefined && label !== undefined && column % lettersApart === 0
        ? [row * width + column]
        : [],
    );
    for (const at of new Set(measured.length <= width / 4 ? measured : apart)) {
      marks.set(at, marks.has(at) ? several : { text: mark, color });
    }
  }
  return Array.from(
    { length: width * (height + 1) },
    (_, at) => marks.get(at) ?? lines.get(at) ?? spreads.get(at) ?? blank,
  );
}

/** What each column shows of a curve: its own values, or else the line between two neighbours. */
function valuesByColumn(
  ys: readonly number[],
  columns: readonly number[],
  width: number,
): number[][] {
  const shown = Array.from({ length: width }, (): number[] => []);
  let [before, start] = [Number.NaN, 0];
  for (const [i, y] of ys.entries()) {
    const end = columns[i] ?? 0;
    for (let column = start + 1; column < end && isDrawable(before) && isDrawable(y); column += 1) {
      shown[column]?.push(before + ((y - before) * (column - start)) / (end - start));
    }
    if (isDrawable(y)) shown[end]?.push(y);
    [before, start] = [y, end];
  }
  return shown;
}

/** What asciichart draws for each unbroken run of rows. */
function* charactersOf(
  rows: readonly (number | undefined)[],
  height: number,
): Generator<[column: number, row: number, text: string]> {
  let run: number[] = [];
  for (const [column, row] of [...rows, undefined].entries()) {
    if (row !== undefined) {
      run.push(row);
    } else if (run.length > 0) {
      // asciichart draws the first value into its own axis, which we cut off.
      const config = { min: 0, max: height, height, offset: 1, format: () => " " };
      const plot = asciichart.plot([...run.slice(0, 1), ...run], config).split("\n");
      for (const [line, characters] of plot.entries()) {
        for (const [i, text] of [...characters.slice(1)].entries()) {
          if (text !== " ") yield [column - run.length + i, height - line, text];
        }
      }
      run = [];
    }
  }
}

/** The text of a line, with as few changes of colour as it takes. */
function paint(cells: readonly Cell[]): string {
  const runs: Cell[] = [];
  for (const { text, color } of cells) {
    const run = runs.at(-1);
    if (run?.color === color) runs.splice(-1, 1, { text: (run?.text ?? "") + text, color });
    else runs.push({ text, color });
  }
  return runs.map(({ text, color }) => asciichart.colored(text, color)).join("");
}

function legendOf(curves: readonly Curve[], meet: boolean, width: number): string[] {
  const entries: Cell[] = curves.flatMap(({ label, mark, color, ys }) => {
    const remark = ys.some(isDrawable) ? "" : " (nothing to plot)";
    return label === undefined ? [] : [{ text: `${mark} ── ${label}${remark}`, color }];
  });
  if (meet) entries.push({ text: `${several.text} ── several` });
  const fits = entries.map(({ text }) => text).join("   ").length <= width;
  const painted = entries.map((entry) => paint([entry]));
  return fits && painted.length > 0 ? [painted.join("   ")] : painted;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value / values.length, 0);
}
