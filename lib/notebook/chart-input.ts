// What chart accepts: read once, refused with a reason.

import { inspect, types } from "node:util";
import * as asciichart from "asciichart";

/** One series, and how it looks. */
export interface Curve {
  readonly label: string | undefined;
  /** Stands at its measured points. */
  readonly mark: string;
  readonly color: string | undefined;
  readonly ys: readonly number[];
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const { blue, red, green, magenta, cyan } = asciichart;
const colors = [blue, red, green, magenta, cyan];

/** Neither NaN nor infinite, nor so large that its axis would be. */
export function isDrawable(value: number): boolean {
  return Math.abs(value) < 1e300;
}

/** The series as curves, each with its letter and colour. */
export function readCurves(series: unknown): Curve[] {
  if (Array.isArray(series) || types.isTypedArray(series)) {
    return [{ label: undefined, mark: "o", color: undefined, ys: readNumbers("`series`", series) }];
  }
  if (typeof series !== "object" || series === null) {
    throw new TypeError(
      reason("`series` must be an array of numbers, or an object of such arrays", series),
    );
  }
  const labelled = Object.entries(series);
  if (labelled.length > letters.length) {
    throw new RangeError(reason(`\`series\` must be at most ${letters.length}`, labelled.length));
  }
  return labelled.map(([label, values], i) => ({
    label,
    mark: letters.charAt(i),
    color: colors[i % colors.length],
    ys: readNumbers(`series ${inspect(label)}`, values),
  }));
}

/** The places of the values: as given, or 0, 1, 2, … */
export function readX(x: unknown, scale: string, curves: readonly Curve[]): number[] {
  const longest = Math.max(0, ...curves.map(({ ys }) => ys.length));
  const xs = readNumbers("`x`", x ?? [...Array(longest).keys()]);
  for (const [i, value] of xs.entries()) {
    if (!isDrawable(value) || (scale === "log" && value <= 0)) {
      const range = scale === "log" ? "positive and finite on a log scale" : "finite";
      throw new RangeError(reason(`\`x\` must be ${range}`, value));
    }
    if (value <= (xs[i - 1] ?? -Infinity)) {
      throw new RangeError(reason("`x` must increase", [xs[i - 1], value]));
    }
  }
  const odd = curves.find(({ ys }) => x !== undefined && ys.length !== xs.length);
  if (odd !== undefined) {
    const name = odd.label === undefined ? "`series`" : `series ${inspect(odd.label)}`;
    throw new RangeError(
      reason(`${name} must have a value for each of the ${xs.length} in \`x\``, odd.ys.length),
    );
  }
  return xs;
}

function readNumbers(name: string, values: unknown): number[] {
  if (!Array.isArray(values) && !types.isTypedArray(values)) {
    throw new TypeError(reason(`${name} must be an array of numbers`, values));
  }
  return Array.from(values as ArrayLike<unknown>, (value, i) => {
    if (typeof value === "number") return value;
    throw new TypeError(reason(`value ${i} of ${name} must be a number`, value));
  });
}

/** Refuses a width or height that is too small to draw in. */
export function checkSize(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new RangeError(reason(`\`${name}\` must be a whole number from ${least} up`, value));
}

function reason(demand: string, received: unknown): string {
  return `Cannot draw chart as ${demand}: received ${inspect(received)}`;
}
