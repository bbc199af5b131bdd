import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { cellLanguage } from "../../kernel/cell-language.ts";
import { formatDiagnostics } from "../../kernel/diagnostics.ts";
import { Language } from "../../kernel/language.ts";
import { root } from "../../scripts/environment.mjs";

const language = new Language(`${root}notebooks`, cellLanguage(root));
afterAll(() => language.close());

/** What is said of a cell that does not compile. */
function errorOf(source: string) {
  const { diagnostics } = language.check(source, "cell 4");
  return formatDiagnostics(diagnostics, { labelOf: (file) => language.labelOf(file), root });
}

const textOf = (source: string) =>
  `\n${errorOf(source).traceback.map(stripVTControlCharacters).join("\n")}\n`;

describe("what does not compile", () => {
  it("is told in the form of a runtime error", () => {
    const source = 'const a = 1;\nconst total: number = "three";\n';
    expect(textOf(source)).toBe(`
CompileError: Type 'string' is not assignable to type 'number'. TS2322
cell 4, line 2
      1 const a = 1;
----> 2 const total: number = "three";
              ^
      3
`);
    expect(errorOf(source)).toMatchObject({
      ename: "CompileError",
      evalue: "cell 4, line 2: Type 'string' is not assignable to type 'number'. (TS2322)",
    });
    const [head, place] = errorOf(source).traceback;
    expect(head).toMatch("\u001b[31mCompileError\u001b[39m: Type");
    expect(place).toBe("\u001b[32mcell 4, line 2\u001b[39m");
  });

  it("is told with what explains it", () => {
    expect(textOf("const f: (n: number) => void = (text: string) => {};")).toBe(`
CompileError: Type '(text: string) => void' is not assignable to type '(n: number) => void'. TS2322
  Types of parameters 'text' and 'n' are incompatible.
    Type 'number' is not assignable to type 'string'.
cell 4, line 1
----> 1 const f: (n: number) => void = (text: string) => {};
              ^
`);
  });

  it("is told ten times in full, and then counted", () => {
    const { evalue, traceback } = errorOf("nothing;\n".repeat(12));
    expect(evalue).toBe("cell 4, line 1: Cannot find name 'nothing'. (TS2304) (and 11 more)");
    expect(traceback.filter((line) => line.includes("TS2304"))).toHaveLength(10);
    expect(traceback.at(-1)).toBe("and 2 more");
  });

  it.each([
    ["const text = `unclosed", "1160"],
    ["const list = [1, 2", "1005"],
    ["/* unclosed", "1010"],
    ["const { a, b", "1005"],
    ["class A {\n  run() {\n", "1005"],
  ])("because it is unfinished is told at its end: %j", (source, code) => {
    const line = source.trimEnd().split("\n").length;
    expect(errorOf(source).evalue).toMatch(`cell 4, line ${line}: `);
    expect(errorOf(source).evalue).toContain(`(TS${code})`);
  });

  it("tells a type from an older one of its name", () => {
    const first = language.check(
      "class Point { #x = 1; get x() { return this.#x; } } const old = new Point();",
      "cell 1",
    );
    language.keep(first, { uses: new Set(), missing: new Set() });
    const second = language.check("class Point { #x = 2; get x() { return this.#x; } }", "cell 2");
    language.keep(second, { uses: new Set(), missing: new Set() });
    expect(textOf("const point: Point = old;")).toMatch("Two different types with this name exist");
  });
});
