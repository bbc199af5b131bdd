// Where a value stands in a plot, and what is written beside it.

/** A mark on the x axis. */
export interface Tick {
  readonly column: number;
  readonly label: string;
}

/** From a value to its row, and what is written beside the rows, from the lowest up. */
export function yAxis(
  values: readonly number[],
  height: number,
  format?: (y: number) => string,
): { rowOf: (y: number) => number; labels: string[] } {
  let [low, high] = extent(values);
  if (high - low <= 1e-12 * Math.max(-low, high)) {
    [low, high] = [Math.min(low, 0), low < 0 ? 0 : high || 1];
  }
  // From zero if that takes no larger steps.
  const bottomBy = (step: number): number =>
    low >= 0 && high / step <= height ? 0 : Math.floor(low / step + 1e-9);
  const step = roundStep(
    high / height - low / height,
    [1, 2, 2.5, 5],
    (step) => bottomBy(step) + height >= high / step - 1e-9,
  );
  const bottom = bottomBy(step);
  const rows = Array.from({ length: height + 1 }, (_, row) => (bottom + row) * step);
  return {
    rowOf: (y) => Math.round(y / step - bottom),
    labels: format === undefined ? labelsOf(rows, step) : rows.map((y) => String(format(y))),
  };
}

/** From a value to its column, and as many round values as have room for their labels. */
export function xAxis(
  xs: readonly number[],
  scale: "linear" | "log",
  width: number,
): { columnOf: (x: number) => number; ticks: Tick[] } {
  const along = scale === "log" ? Math.log10 : Number;
  const [low, high] = extent(xs.map(along));
  const columnAt = (place: number): number =>
    Math.round((high > low ? (place - low) / (high - low) : 0.5) * (width - 1));
  const columnOf = (x: number): number => columnAt(along(x));

  const ticksBy = (step: number): Tick[] => {
    const places = multiples(step, low, high);
    // On a log scale a step is a number of tenfolds.
    const labels = scale === "log" ? places.map((e) => labelOf(10 ** e)) : labelsOf(places, step);
    return places.map((place, i) => ({ column: columnAt(place), label: labels[i] ?? "" }));
  };
  const [closest] = extent(xs.slice(1).map((x, i) => x - (xs[i] ?? x)));
  const least = scale === "log" ? 1 : Math.max(closest, (high - low) / width);
  const ticks =
    high > low ? ticksBy(roundStep(least, [1, 2, 5], (step) => haveRoom(ticksBy(step)))) : [];
  if (ticks.length >= 2) return { columnOf, ticks };
  const ends = [...new Set(extent(xs))];
  return { columnOf, ticks: ends.map((x) => ({ column: columnOf(x), label: labelOf(x) })) };
}

/** Whether two blanks remain between neighbours. */
function haveRoom(ticks: readonly Tick[]): boolean {
  return ticks.every(({ column, label }, i) => {
    const before = ticks[i - 1] ?? { column: -Infinity, label: "" };
    return startOf(column, label) >= startOf(before.column, before.label) + before.label.length + 2;
  });
}

/** Where a text begins whose middle is `middle`. */
export function startOf(middle: number, text: string): number {
  return middle - (text.length >> 1);
}

/** The first that fits of the factors times powers of ten, from `least` up. */
function roundStep(
  least: number,
  factors: readonly number[],
  fits: (step: number) => boolean,
): number {
  for (let exponent = exponentOf(Math.max(least, 1e-300)); ; exponent += 1) {
    for (const factor of factors) {
      const step = Number(`${factor}e${exponent}`);
      if (step >= least * (1 - 1e-9) && fits(step)) return step;
    }
  }
}

function multiples(step: number, low: number, high: number): number[] {
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** Writes values in one unit, with the decimals that tell their steps apart. */
function labelsOf(values: readonly number[], step: number): string[] {
  const most = Math.max(...values.map(Math.abs));
  const exponent = exponentOf(most);
  const thousands = most >= 1e4 || step % 1e3 === 0 ? Math.floor(exponent / 3) : 0;
  const isFar = most >= 1e15 || (most > 0 && most < 1e-3);
  const unit = Number(`1e${isFar ? exponent : 3 * thousands}`);
  const suffix = isFar ? `e${exponent}` : " kMGT".charAt(thousands).trim();
  let decimals = 0;
  const rest = (value: number): number => Math.abs(value / Math.max(Math.round(value), 1) - 1);
  while (decimals < 15 && rest((step / unit) * 10 ** decimals) > 1e-6) decimals += 1;
  return values.map((value) =>
    value === 0 && suffix !== "" ? "0" : `${(value / unit + 0).toFixed(decimals)}${suffix}`,
  );
}

/** Writes one value with at most six digits. */
function labelOf(value: number): string {
  const rounded = Number(value.toPrecision(6));
  return labelsOf([rounded], Math.abs(rounded) || 1)[0] ?? "";
}

/** The n of "1.23e+n". */
function exponentOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

export function extent(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}
