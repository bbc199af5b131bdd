import { stripVTControlCharacters } from "node:util";
import * as asciichart from "asciichart";
import { describe, expect, it } from "vitest";
import { type ChartOptions, chart } from "../../lib/notebook/chart.ts";

type Series = Parameters<typeof chart>[0];

/** As one sees it without colours, on lines of its own. */
function drawn(series: Series, options?: ChartOptions): string {
  return `\n${stripVTControlCharacters(chart(series, options))}\n`;
}

/** The lines of the plot, from the top, without the labels on their left. */
function plotOf(series: Series, options?: ChartOptions): string[] {
  return drawn(series, options)
    .split("\n")
    .filter((line) => line.includes("┤"))
    .map((line) => line.slice(line.indexOf("┤") + 1));
}

/** The labels of the y axis, from the top. */
function yLabelsOf(series: Series, options?: ChartOptions): string[] {
  return drawn(series, options)
    .split("\n")
    .filter((line) => line.includes("┤"))
    .map((line) => line.slice(0, line.indexOf("┤")).trim());
}

/** The labels of the x axis, and the column of each tick. */
function xAxisOf(series: Series, options?: ChartOptions): { labels: string[]; columns: number[] } {
  const lines = drawn(series, options).split("\n");
  const rule = lines.findIndex((line) => line.includes("└"));
  const ticks = lines[rule]?.split("└")[1] ?? "";
  return {
    labels: lines[rule + 1]?.trim().split(/\s+/) ?? [],
    columns: [...ticks].flatMap((character, column) => (character === "┬" ? [column] : [])),
  };
}

const floats = [1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7];

describe("chart", () => {
  it("draws several series over a logarithmic x axis", () => {
    const series = {
      "thread pool": [0.1, 0.25, 0.6, 1.05, 1.45, 1.7, 1.8],
      "break-even": floats.map(() => 1),
    };
    expect(
      drawn(series, {
        x: floats,
        xScale: "log",
        title: "A pool of two threads",
        xLabel: "floats in a request",
        yLabel: "times as fast as inline",
      }),
    ).toBe(`
A pool of two threads
times as fast as inline
2.0 ┤
1.8 ┤                                                 A─────────A
1.6 ┤                                         ╭───────╯
1.4 ┤                                    ╭──A─╯
1.2 ┤                               ╭────╯
1.0 ┤B────────B──────────B─────╭──*─╯───────B─────────B─────────B
0.8 ┤                       ╭──╯
0.6 ┤                 ╭──A──╯
0.4 ┤           ╭─────╯
0.2 ┤A────────A─╯
0.0 ┤
    └┬───────────────────┬──────────────────┬───────────────────┬
    10k                100k                1M                  10M
                          floats in a request
     A ── thread pool   B ── break-even   * ── several
`);
  });

  it("draws a bare array by its indices", () => {
    expect(drawn([0, 100, 50, 50], { width: 22, height: 4 })).toBe(`
100 ┤       o─╮
 75 ┤     ╭─╯ ╰───╮
 50 ┤   ╭─╯       ╰o──────o
 25 ┤ ╭─╯
  0 ┤o╯
    └┬──────┬──────┬──────┬
     0      1      2      3
`);
  });

  it("draws the example of its doc comment", () => {
    const text = drawn(
      { "thread pool": [0.2, 0.7, 1.5, 1.8], "break-even": [1, 1, 1, 1] },
      { x: [1e4, 1e5, 1e6, 1e7], xScale: "log", xLabel: "floats", yLabel: "speedup" },
    );
    expect(text.split("\n").slice(1, 4)).toEqual([
      "speedup",
      "2.0 ┤",
      "1.8 ┤                                                     ╭─────A",
    ]);
  });

  it("gives each series a colour, in the plot as in the legend", () => {
    const text = chart({ one: [1, 2], two: [2, 1] });
    const [first, second] = [asciichart.blue, asciichart.red];
    expect(text).toContain(asciichart.colored("A ── one", first));
    expect(text).toContain(asciichart.colored("B ── two", second));
    const [bottom] = text.split("\n").filter((line) => line.startsWith("1.0"));
    expect(bottom).toBe(
      `1.0 ┤${asciichart.colored("A──╯", first)}${" ".repeat(53)}${asciichart.colored("╰─B", second)}`,
    );
    expect(chart([1, 2, 3])).not.toContain("\x1b");
  });

  it("lets the line break where a value is missing, and shows one that stands alone", () => {
    const ys = [1, 1, Number.NaN, 1, Infinity, -Infinity, 1, 1];
    expect(plotOf(ys, { width: 36, height: 2 })).toEqual([
      "o────o         o              o────o",
      "",
      "",
    ]);
  });

  it("draws lines straight on the paper, so also on a log scale", () => {
    const text = plotOf([0, 2, 4], { x: [1, 100, 10_000], xScale: "log", width: 13, height: 4 });
    expect(text.map((line) => line.search(/[╭o]/))).toEqual([11, 8, 5, 2, 0]);
  });

  it("loses no spike among more points than columns", () => {
    const ys = Array.from({ length: 1000 }, (_, i) => Math.sin(i / 50) + (i === 500 ? 5 : 0));
    expect(drawn(ys, { height: 6, title: "A spike" })).toBe(`
A spike
 5 ┤
 4 ┤                              ┊
 3 ┤                              ┊
 2 ┤                              ┊
 1 ┤  ╭─────╮           ┊╭─────╮  ┊        ╭─────╮           ┊╭─
 0 ┤──╯     ╰──╮     ╭───╯    ┊╰───╮    ╭──╯     ╰──╮     ┊╭──╯
-1 ┤           ╰─────╯           ┊┊╰────╯           ╰──────╯
   └┬─────┬─────┬─────┬─────┬─────┬────┬─────┬─────┬─────┬──────
    0    100   200   300   400   500  600   700   800   900
`);
  });

  it("draws the mean of the points that share a column", () => {
    const ys = Array.from({ length: 1181 }, (_, i) => (i % 2 === 0 ? 0 : 20));
    const [top, , , , , middle, , , , , bottom] = plotOf(ys);
    expect(top).toBe("┊".repeat(60));
    expect(middle).toBe("─".repeat(60));
    expect(bottom).toBe("┊".repeat(60));
  });

  it("tells close curves apart by letters at intervals", () => {
    const ys = Array.from({ length: 40 }, (_, i) => i);
    const text = drawn({ up: ys, down: ys.map((y) => 39 - y) });
    for (const line of ["A", "B"]) {
      expect(text.match(new RegExp(`(${line}|\\*)(?! ──)`, "g"))).toHaveLength(4);
    }
  });

  it("has a legend on a line of its own for each series if they need more room", () => {
    const long = "a series with a long name";
    const text = drawn({ [long]: [1], [`${long} 2`]: [2], none: [Number.NaN] });
    expect(text).toMatch(
      /\n {5}A ── a series with a long name\n {5}B ── .* 2\n {5}C ── none \(nothing to plot\)\n$/,
    );
  });

  it.each<{ series: Series }>([
    { series: [] },
    { series: {} },
    { series: { a: [], b: [] } },
    { series: [Number.NaN, Infinity] },
    { series: { a: [Number.NaN] } },
    { series: new Float64Array() },
  ])("says that there is nothing to plot in $series", ({ series }) => {
    expect(chart(series)).toBe("(nothing to plot)");
    expect(chart(series, { title: "Title" })).toBe("Title\n(nothing to plot)");
  });

  it("shows equal values against zero", () => {
    expect(plotOf([5, 5]).map((line) => line.length)).toEqual([60, ...Array(10).fill(0)]);
    expect(plotOf([-5, -5]).map((line) => line.length)).toEqual([...Array(10).fill(0), 60]);
    expect(plotOf([0, 0]).map((line) => line.length)).toEqual([...Array(10).fill(0), 60]);
    expect(yLabelsOf([5, 5])).toEqual([
      "5.0",
      "4.5",
      "4.0",
      "3.5",
      "3.0",
      "2.5",
      "2.0",
      "1.5",
      "1.0",
      "0.5",
      "0.0",
    ]);
  });

  it("shows a single value in the middle", () => {
    expect(plotOf([5], { width: 11 })[0]).toBe("     o");
    expect(xAxisOf([3], { width: 11 })).toEqual({ labels: ["0"], columns: [5] });
    expect(xAxisOf([3], { width: 11, x: [1024] })).toEqual({ labels: ["1024"], columns: [5] });
  });

  it.each([
    { ys: [0, 1], labels: ["1.0", "0.5", "0.0"] },
    { ys: [0.1, 1.8], labels: ["2.0", "1.0", "0.0"] },
    { ys: [-3, 7], labels: ["7", "2", "-3"] },
    { ys: [2, 2.5], labels: ["2.50", "2.25", "2.00"] },
    { ys: [0, 9000], labels: ["10k", "5k", "0"] },
    { ys: [0, 15_000], labels: ["20k", "10k", "0"] },
    { ys: [1e-9, 1e12], labels: ["1.0T", "0.5T", "0"] },
    { ys: [1e-9, 3e-9], labels: ["3.0e-9", "2.0e-9", "1.0e-9"] },
    { ys: [0, 2e18], labels: ["2.0e18", "1.0e18", "0"] },
    { ys: [1e12, 1e12 + 10], labels: ["1.000000000010T", "1.000000000005T", "1.000000000000T"] },
    { ys: [0, 5e-324], labels: ["1.0e-299", "0.5e-299", "0"] },
    { ys: [-9e299, 9e299], labels: ["1.0e300", "0", "-1.0e300"] },
  ])("labels the rows of $ys with round numbers", ({ ys, labels }) => {
    const [top, , , , , middle, , , , , bottom] = yLabelsOf(ys);
    expect([top, middle, bottom]).toEqual(labels);
  });

  it("writes the y axis as asked", () => {
    const labels = yLabelsOf([0, 100], { height: 2, format: (y) => `${y} %` });
    expect(labels).toEqual(["100 %", "50 %", "0 %"]);
  });

  it.each<{ x: number[]; xScale?: "log"; labels: string[]; columns: number[] }>([
    { x: [1, 2, 3], labels: ["1", "2", "3"], columns: [0, 30, 59] },
    {
      x: [0, 12, 100],
      labels: ["0", "20", "40", "60", "80", "100"],
      columns: [0, 12, 24, 35, 47, 59],
    },
    { x: [1.5, 3.75], labels: ["1.5", "3.75"], columns: [0, 59] },
    { x: [0, 10_000, 20_000], labels: ["0", "10k", "20k"], columns: [0, 30, 59] },
    { x: [-1, 0, 1], labels: ["-1", "0", "1"], columns: [0, 30, 59] },
    { x: floats, xScale: "log", labels: ["10k", "100k", "1M", "10M"], columns: [0, 20, 39, 59] },
    {
      x: [0.001, 1000],
      xScale: "log",
      labels: ["0.001", "0.01", "0.1", "1", "10", "100", "1k"],
      columns: [0, 10, 20, 30, 39, 49, 59],
    },
    {
      x: [1e-9, 1e11],
      xScale: "log",
      labels: ["1e-8", "1e-6", "1e-4", "0.01", "1", "100", "10k", "1M", "100M", "10G"],
      columns: [3, 9, 15, 21, 27, 32, 38, 44, 50, 56],
    },
    { x: [300, 900], xScale: "log", labels: ["300", "900"], columns: [0, 59] },
  ])("marks round values of x on $x", ({ x, xScale = "linear" as const, labels, columns }) => {
    const ys = x.map((_, i) => i);
    expect(xAxisOf(ys, { x, xScale })).toEqual({ labels, columns });
  });

  it("takes typed arrays", () => {
    expect(chart({ a: Float64Array.of(1, 2) }, { x: Uint8Array.of(3, 4) })).toBe(
      chart({ a: [1, 2] }, { x: [3, 4] }),
    );
  });

  it("keeps its size, whatever it draws", () => {
    const numbers = [
      0,
      1,
      -1,
      0.1,
      1e-9,
      1e12,
      -1e12,
      1e300,
      5e-324,
      Number.MAX_VALUE,
      Number.NaN,
      Infinity,
    ];
    for (const height of [2, 10, 17]) {
      for (const first of numbers) {
        for (const second of numbers) {
          for (const series of [
            [first, second],
            [second, 1, first, 1],
            Array(200).fill(first).fill(second, 7),
          ]) {
            const text = drawn({ series, other: [1, 2] }, { height });
            expect(text.match(/┤/g), text).toHaveLength(height + 1);
            expect(text.match(/[└┬─]{61}/g), text).toHaveLength(1);
            expect(text).not.toMatch(/NaN|undefined|Infinity|∞/);
            const lines = text.split("\n");
            expect(Math.max(...lines.map((line) => line.length)), text).toBeLessThanOrEqual(100);
            const axes = lines.slice(1, height + 3).map((line) => line.search(/[┤└]/));
            expect(new Set(axes).size, text).toBe(1);
          }
        }
      }
    }
  });

  it.each<[unknown, object, string]>([
    [5, {}, "`series` must be an array of numbers, or an object of such arrays: received 5"],
    [{ ms: "fast" }, {}, "series 'ms' must be an array of numbers: received 'fast'"],
    [[1, null], {}, "value 1 of `series` must be a number: received null"],
    [{ ms: [1n] }, {}, "value 0 of series 'ms' must be a number: received 1n"],
    [[1], { x: "a" }, "`x` must be an array of numbers: received 'a'"],
  ])("refuses %o with %o as no series", (series, options, reason) => {
    expect(() => chart(series as Series, options)).toThrow(
      new TypeError(`Cannot draw chart as ${reason}`),
    );
  });

  it.each<[Series, ChartOptions, string]>([
    [[1, 2], { x: [1] }, "`series` must have a value for each of the 1 in `x`: received 2"],
    [{ ms: [] }, { x: [1] }, "series 'ms' must have a value for each of the 1 in `x`: received 0"],
    [[1, 2], { x: [2, 2] }, "`x` must increase: received [ 2, 2 ]"],
    [[1, 2], { x: [1, Number.NaN] }, "`x` must be finite: received NaN"],
    [[1, 2], { xScale: "log" }, "`x` must be positive and finite on a log scale: received 0"],
    [[1], { width: 9 }, "`width` must be a whole number from 10 up: received 9"],
    [[1], { height: 2.5 }, "`height` must be a whole number from 2 up: received 2.5"],
    [
      Object.fromEntries([...Array(27).keys()].map((i) => [`s${i}`, [i]])),
      {},
      "`series` must be at most 26: received 27",
    ],
  ])("refuses %j with %j", (series, options, reason) => {
    expect(() => chart(series, options)).toThrow(new RangeError(`Cannot draw chart as ${reason}`));
  });
});
