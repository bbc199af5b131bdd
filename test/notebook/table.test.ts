import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { table } from "../../lib/notebook/table.ts";

/** Width on the screen: a Chinese character or an emoji takes two columns. */
const widthOf: (text: string) => number = createRequire(import.meta.resolve("cli-table3"))(
  "string-width",
);

/** The cells under a title, without the blanks around them. */
function cellsOf(text: string, column = 0): string[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("│"))
    .slice(1)
    .map((line) => line.split("│")[column + 1]?.trim() ?? "");
}

const numbers = (values: readonly unknown[]): string[] =>
  cellsOf(table(values.map((value) => ({ value }))));

describe("table", () => {
  it("aligns numbers right and text left, with titles like their columns", () => {
    const rows = [
      { pool: "inline", ms: 1204.5, speedup: 1, exact: true },
      { pool: "threads", ms: 640.25, speedup: 1.8813, exact: false },
      { pool: "processes", ms: 702, speedup: 1.7158, exact: undefined },
    ];
    expect(`\n${table(rows, { title: "Ten requests" })}\n`).toBe(`
Ten requests
┌───────────┬───────┬─────────┬───────┐
│ pool      │    ms │ speedup │ exact │
├───────────┼───────┼─────────┼───────┤
│ inline    │ 1,205 │    1.00 │ yes   │
│ threads   │   640 │    1.88 │ no    │
│ processes │   702 │    1.72 │ –     │
└───────────┴───────┴─────────┴───────┘
`);
  });

  it("takes the columns of all rows, in order of appearance", () => {
    expect(`\n${table([{ a: "x" }, { b: "y", a: "z" }])}\n`).toBe(`
┌───┬───┐
│ a │ b │
├───┼───┤
│ x │ – │
│ z │ y │
└───┴───┘
`);
  });

  it("picks and orders the columns that are asked for", () => {
    const text = table([{ a: "x", b: "y", c: "z" }], { columns: ["c", "a"] });
    expect(text.split("\n")[1]).toBe("│ c │ a │");
    expect(text.split("\n")[3]).toBe("│ z │ x │");
  });

  it("says that there are no rows, below the titles if it knows them", () => {
    expect(table([])).toBe("(no rows)");
    expect(table([{}, {}], { title: "Empty" })).toBe("Empty\n(no columns)");
    expect(`\n${table([], { columns: ["pool", "ms"], title: "Empty" })}\n`).toBe(`
Empty
┌──────┬────┐
│ pool │ ms │
├──────┴────┤
│ (no rows) │
└───────────┘
`);
  });

  it.each([
    { values: [1, 20, 12345678], shown: ["1", "20", "12,345,678"] },
    { values: [2n, 12345678901234567890n], shown: ["2", "12,345,678,901,234,567,890"] },
    { values: [0.5, 0.25, 3], shown: ["0.50", "0.25", "3.00"] },
    { values: [1.23456, 100], shown: ["1.23", "100.00"] },
    { values: [12.3456, -12.3456], shown: ["12.3", "-12.3"] },
    { values: [123.456, 99999.9], shown: ["123", "100,000"] },
    { values: [999.9999, 0.999], shown: ["1,000.000", "0.999"] },
    { values: [0.012345, 0], shown: ["0.0123", "0.0000"] },
    { values: [0.1 + 0.2, 5], shown: ["0.3", "5.0"] },
    { values: [5.0000000001, 7], shown: ["5", "7"] },
    { values: [-0, 1.5], shown: ["0.0", "1.5"] },
    { values: [0.0000123, 0.25], shown: ["1.2e-5", "0.25"] },
    { values: [1e21, 5e-324], shown: ["1.0e+21", "4.9e-324"] },
    { values: [Infinity, -Infinity, 1], shown: ["∞", "-∞", "1"] },
    { values: [Number.NaN, null, undefined, 1.5], shown: ["–", "–", "–", "1.5"] },
  ])("writes $values as $shown", ({ values, shown }) => {
    expect(numbers(values)).toEqual(shown);
  });

  it("takes a column for text as soon as one value is text", () => {
    const text = table([{ ms: 12.5 }, { ms: "timed out" }, { ms: 7 }, { ms: "" }]);
    expect(text).toContain("│ 12.5      │");
    expect(text).toContain("│ timed out │");
  });

  it("keeps a column numeric whose other values are missing", () => {
    expect(table([{ ms: 125 }, { ms: null }, { ms: "" }])).toContain("│   – │");
  });

  it("draws line breaks and wide characters in place", () => {
    const rows = [
      { name: "日本語", note: "one\r\ntwo" },
      { name: "é👍", note: "tab\there \u001b[31mred\u001b[0m" },
    ];
    expect(`\n${table(rows)}\n`).toBe(`
┌────────┬──────────────┐
│ name   │ note         │
├────────┼──────────────┤
│ 日本語 │ one          │
│        │ two          │
│ é👍    │ tab here red │
└────────┴──────────────┘
`);
  });

  it("writes other values as Node would, an error without its stack", () => {
    const rows = [
      { value: new RangeError("too far") },
      { value: { a: [1, 2] } },
      { value: Symbol("s") },
    ];
    expect(cellsOf(table(rows))).toEqual(["RangeError: too far", "{ a: [ 1, 2 ] }", "Symbol(s)"]);
  });

  it("shows only what is the row's own", () => {
    expect(table([{ toString: "mine" }, {}])).toContain("│ –        │");
  });

  it("breaks lines rather than be wider than 100, and keeps numbers whole", () => {
    const text = table([
      { reason: "the circuit is open ".repeat(6), also: "x".repeat(70), count: 1234567890 },
    ]);
    expect(Math.max(...text.split("\n").map(widthOf))).toBe(100);
    expect(text).toContain(" 1,234,567,890 │");
    expect(text.match(/circuit/g)).toHaveLength(6);
    expect(text).toContain("xxx… │");
  });

  it("does not cut a number to save width", () => {
    const row = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`n${i}`, 1e15 + i]));
    expect(table([row])).toContain(" 1,000,000,000,000,009 │");
  });

  it("draws all lines of a table equally wide", () => {
    const values = [
      1,
      1.5,
      "日本",
      "a\nb",
      null,
      true,
      "x".repeat(130),
      "long words ".repeat(20),
      -1e-9,
    ];
    for (const first of values) {
      for (const second of values) {
        const text = table([
          { first, second },
          { first: second, third: 1 },
        ]);
        const widths = new Set(text.split("\n").map(widthOf));
        expect(widths.size, text).toBe(1);
        expect(Math.max(...widths), text).toBeLessThanOrEqual(100);
        expect(text).not.toMatch(/NaN|undefined|null/);
      }
    }
  });

  it.each([
    [5, "`rows` must be an array of objects: received 5"],
    [{ a: 1 }, "`rows` must be an array of objects: received { a: 1 }"],
    [[{ a: 1 }, 7], "row 1 must be an object with a value for each column: received 7"],
    [[null], "row 0 must be an object with a value for each column: received null"],
    [[[1, 2]], "row 0 must be an object with a value for each column: received [ 1, 2 ]"],
  ])("refuses the rows %j", (rows, reason) => {
    expect(() => table(rows as object[])).toThrow(new TypeError(`Cannot draw table as ${reason}`));
  });

  it("refuses a column that no row has", () => {
    expect(() => table([{ a: 1 }, { b: 2 }], { columns: ["a", "c"] })).toThrow(
      new RangeError(
        "Cannot draw table as `columns` must name keys of the rows (a, b): received 'c'",
      ),
    );
  });
});

it("aligns strings that are numbers like numbers, and leaves them as they are", () => {
  const rows = [
    { size: "10,000", ratio: "0.40", tiny: "1.2e-5", name: "1 worker" },
    { size: "3", ratio: "-12.5", tiny: "3", name: "22" },
  ];
  expect(table(rows)).toBe(
    [
      "┌────────┬───────┬────────┬──────────┐",
      "│   size │ ratio │   tiny │ name     │",
      "├────────┼───────┼────────┼──────────┤",
      "│ 10,000 │  0.40 │ 1.2e-5 │ 1 worker │",
      "│      3 │ -12.5 │      3 │ 22       │",
      "└────────┴───────┴────────┴──────────┘",
    ].join("\n"),
  );
});
