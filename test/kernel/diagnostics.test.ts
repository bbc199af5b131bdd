import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { type CellDiagnostic, formatDiagnostics } from "../../kernel/diagnostics.ts";

const cell = "cell-12";

/** The diagnostic of a part of a source, as tslab's converter would report it. */
function diagnosticOf(
  source: string,
  [from, to]: readonly [number, number],
  rest: Partial<CellDiagnostic> = {},
): CellDiagnostic {
  const position = (offset: number) => {
    const lines = source.slice(0, offset).split("\n");
    return { offset, line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  };
  const messageText = "Type 'string' is not assignable to type 'number'.";
  const start = position(from);
  return { start, end: position(to), messageText, category: 1, code: 2322, ...rest };
}

/** That of the first place where a text stands in a source. */
function at(source: string, text: string, rest: Partial<CellDiagnostic> = {}): CellDiagnostic {
  const from = source.indexOf(text);
  return diagnosticOf(source, [from, from + text.length], rest);
}

const textFor = (diagnostics: readonly CellDiagnostic[], source: string) =>
  `\n${formatDiagnostics(diagnostics, source, { cell }).traceback.map(stripVTControlCharacters).join("\n")}\n`;

describe("a compile error", () => {
  const source = 'const a = 1;\nconst total: number = "three";\n';

  it("is told as tsc tells it, with its line and what is wrong in it", () => {
    const { ename, evalue, traceback } = formatDiagnostics([at(source, "total")], source, { cell });
    expect(`\n${traceback.map(stripVTControlCharacters).join("\n")}\n`).toBe(`
cell 12:2:7 - error TS2322: Type 'string' is not assignable to type 'number'.

2 const total: number = "three";
        ~~~~~
`);
    expect(ename).toBe("CompileError");
    expect(evalue).toBe("cell 12:2:7 - TS2322: Type 'string' is not assignable to type 'number'.");
  });

  it("has the colours of tsc", () => {
    const [head, , line, marks] = formatDiagnostics([at(source, "total")], source, {
      cell,
    }).traceback;
    expect(head).toBe(
      "\u001b[96mcell 12\u001b[39m:\u001b[93m2\u001b[39m:\u001b[93m7\u001b[39m - \u001b[91merror\u001b[39m \u001b[90mTS2322:\u001b[39m Type 'string' is not assignable to type 'number'.",
    );
    expect(line).toBe('\u001b[7m2\u001b[27m const total: number = "three";');
    expect(marks).toBe("\u001b[7m \u001b[27m \u001b[91m      ~~~~~\u001b[39m");
  });

  it("says what TypeScript takes it for", () => {
    const severityOf = (category: number) =>
      /- (\w+) TS/.exec(textFor([at(source, "total", { category })], source))?.[1];
    expect([0, 1, 2, 3, 9].map(severityOf)).toEqual([
      "warning",
      "error",
      "suggestion",
      "message",
      "error",
    ]);
  });

  it("stands once for all messages of its chain, each indented below the one before", () => {
    const chain = [
      at(source, "total", { messageText: "Type 'A' is not assignable to type 'B'." }),
      at(source, "total", { messageText: "Types of property 'x' are incompatible.", code: 2326 }),
      at(source, "total", { messageText: "Type 'string' is not assignable." }),
      at(source, '"three"', { messageText: "Another." }),
    ];
    expect(textFor(chain, source)).toBe(`
cell 12:2:7 - error TS2322: Type 'A' is not assignable to type 'B'.
  Types of property 'x' are incompatible.
    Type 'string' is not assignable.

2 const total: number = "three";
        ~~~~~

cell 12:2:23 - error TS2322: Another.

2 const total: number = "three";
                        ~~~~~~~
`);
    expect(formatDiagnostics(chain, source, { cell }).evalue).toBe(
      "cell 12:2:7 - TS2322: Type 'A' is not assignable to type 'B'. (and 1 more)",
    );
  });

  it("puts overloads side by side", () => {
    const chain = ["No overload matches.", "Overload 1 of 2", "Why.", "Overload 2 of 2", "Why."];
    const text = textFor(
      chain.map((messageText) => at(source, "total", { messageText })),
      source,
    );
    expect(text.split("\n").slice(2, 6)).toEqual([
      "  Overload 1 of 2",
      "    Why.",
      "  Overload 2 of 2",
      "    Why.",
    ]);
  });

  it("is one of ten that are told in full, the others are counted", () => {
    const many = Array.from({ length: 33 }, (_, i) => diagnosticOf(source, [i % 12, 12 + (i % 7)]));
    const text = textFor(many, source);
    expect(text.match(/error TS2322/g)).toHaveLength(10);
    expect(text.endsWith("\n\nand 23 more\n")).toBe(true);
    expect(textFor(many.slice(0, 10), source)).not.toMatch("more");
    expect(formatDiagnostics(many, source, { cell }).evalue).toMatch(/\(and 32 more\)$/);
  });
});

describe("the marks", () => {
  const marked = (source: string, span: readonly [number, number]) =>
    textFor([diagnosticOf(source, span)], source)
      .split("\n")
      .slice(3, 5);

  it("go to the end of the first line if the span goes on", () => {
    expect(marked("const list: number = [1,\n  2,\n];", [21, 30])).toEqual([
      "1 const list: number = [1,",
      "                       ~~~",
    ]);
  });

  it("are one at least, also at the end of a line", () => {
    expect(marked("f(1", [3, 3])).toEqual(["1 f(1", "     ~"]);
    expect(marked("", [0, 0])).toEqual(["1", "  ~"]);
  });

  it("stand below what they mark after tabs and wide characters", () => {
    expect(marked("\t\tlet x = y;", [10, 11])).toEqual([
      "1         let x = y;",
      "                  ~",
    ]);
    const astronaut = 'const 名前 = "👩‍🚀é" + y;';
    const y = astronaut.indexOf("y");
    expect(marked(astronaut, [y, y + 1])).toEqual([`1 ${astronaut}`, `${" ".repeat(23)}~`]);
    expect(marked("const 名前 = y;", [6, 8])[1]).toBe("        ~~~~");
  });

  it("are in sight in a line that is too long to be shown whole", () => {
    const source = `const list = [${"1, ".repeat(200)}oops, ${"2, ".repeat(200)}];`;
    const at = source.indexOf("oops");
    const [line = "", marks = ""] = marked(source, [at, at + 4]);
    expect(line.length).toBeLessThan(170);
    expect(line.slice(marks.indexOf("~"), marks.lastIndexOf("~") + 1)).toBe("oops");
    expect(line.slice(2)).toMatch(/^….*…$/);
    const begin = marked(source, [6, 10]);
    expect(begin[0]).toMatch(/^1 const list.*[^…]…$/);
    expect(begin[1]).toBe("        ~~~~");
  });

  it("are as wide as the line number's column is", () => {
    const source = `${"\n".repeat(99)}oops;`;
    expect(marked(source, [99, 103])).toEqual(["100 oops;", "    ~~~~"]);
  });
});

describe("an error that is not in what was typed", () => {
  it("is told with its file, and with its line if the file's text is known", () => {
    const helper = "export const one = 1;\nexport const two: string = 2;\n";
    const diagnostics = [at(helper, "two", { fileName: "helper.ts" })];
    expect(textFor(diagnostics, "import './helper';")).toBe(`
helper.ts:2:14 - error TS2322: Type 'string' is not assignable to type 'number'.
`);
    const { traceback, evalue } = formatDiagnostics(diagnostics, "import './helper';", {
      cell,
      sourceOf: (fileName) => (fileName === "helper.ts" ? helper : undefined),
    });
    expect(traceback.map(stripVTControlCharacters).slice(2)).toEqual([
      "2 export const two: string = 2;",
      "               ~~~",
    ]);
    expect(evalue).toMatch(/^helper\.ts:2:14 - TS2322/);
  });

  it("is not joined to one at the same place of another file", () => {
    const source = "import './helper'; let x;";
    const here = at(source, "let", { messageText: "Here." });
    const there = { ...here, fileName: "helper.ts", messageText: "There." };
    expect(textFor([there, here], source).match(/error TS/g)).toHaveLength(2);
    expect(textFor([there, there], source).match(/error TS/g)).toHaveLength(2);
  });

  it("is told without a line if the converter has lost its file", () => {
    const start = { offset: 400, line: 30, character: 2 };
    const lost = { ...at("x", "x"), start, end: start };
    expect(textFor([lost], "import './helper';")).toBe(`
an imported module:31:3 - error TS2322: Type 'string' is not assignable to type 'number'.
`);
  });
});

describe("an unfinished cell", () => {
  // The converter compiles this with a line of its own.
  const source = "function f() {\n  if (ready) {\n";
  const compiled = `${source}\nexport {f}`;
  const syntax = { code: 1005, messageText: "'}' expected." };

  it("is told at its end, without what follows from it", () => {
    const redeclared = { code: 2451, messageText: "Cannot redeclare block-scoped variable 'f'." };
    const diagnostics = [
      at(compiled, "f()", redeclared),
      at(compiled, "export", { code: 1184, messageText: "Modifiers cannot appear here." }),
      at(compiled, "{f}", redeclared),
      diagnosticOf(compiled, [compiled.length, compiled.length], syntax),
    ];
    expect(textFor(diagnostics, source)).toBe(`
cell 12:2:15 - error TS1005: '}' expected.

2   if (ready) {
                ~
`);
  });

  it("keeps the syntax errors that were typed", () => {
    const typed = at(compiled, "(ready)", { code: 1003, messageText: "Identifier expected." });
    const untyped = at(compiled, "export", syntax);
    expect(textFor([typed, untyped], source).match(/TS\d+/g)).toEqual(["TS1003", "TS1005"]);
  });

  it("is not what a finished one with an odd export is", () => {
    const odd = at(compiled, "{f}", { code: 2484, messageText: "Conflicts." });
    expect(textFor([at(compiled, "f()"), odd], source).match(/TS\d+/g)).toEqual(["TS2322"]);
    expect(textFor([odd], source).match(/TS\d+/g)).toEqual(["TS2484"]);
  });
});

it("says nothing of nothing", () => {
  expect(formatDiagnostics([], "", { cell })).toEqual({
    ename: "CompileError",
    evalue: "",
    traceback: [],
  });
});
