import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import { runInThisContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CellSourceMaps, cellLabel } from "../../kernel/cell-source-map.ts";
import { type CellDiagnostic, formatDiagnostics } from "../../kernel/diagnostics.ts";
import { formatError } from "../../kernel/traceback.ts";
import { type Converter, createConverter } from "../../kernel/tslab.ts";

let converter: Converter;
beforeAll(() => {
  converter = createConverter({ isJS: false, isBrowser: false });
});
afterAll(() => converter.close());

const root = new URL("../..", import.meta.url).pathname;
const cells = new CellSourceMaps();
const scope = { exports: {}, require: createRequire(import.meta.url) };
let declarations = "";
let count = 0;

function convert(source: string) {
  return converter.convert(declarations, source) as {
    readonly diagnostics: readonly CellDiagnostic[];
    readonly output: string;
    readonly declOutput: string;
    readonly hasToplevelAwait: boolean;
    readonly sideOutputs?: readonly { readonly path: string; readonly data: string }[];
  };
}

/** Compiles a cell and runs it as tslab's executor does, after those before it. */
async function run(source: string): Promise<{ readonly name: string; readonly thrown: unknown }> {
  const name = `cell-${++count}`;
  const { diagnostics, output, declOutput, hasToplevelAwait } = convert(source);
  expect(diagnostics).toEqual([]);
  declarations = declOutput;
  const code = cells.register(name, output, source);
  const wrapped = `(${hasToplevelAwait ? "async " : ""}function(exports, require) { ${code}\n})`;
  try {
    await runInThisContext(wrapped)(scope.exports, scope.require);
  } catch (thrown) {
    return { name, thrown };
  }
  return { name, thrown: undefined };
}

/** Runs a cell that throws, and gives the place that is told of its innermost frame. */
async function placeIn(source: string) {
  const { name, thrown } = await run(source);
  const frame = new RegExp(`${name}:(\\d+):(\\d+)\\)?$`, "m");
  const [, line, column] = frame.exec((thrown as Error).stack ?? "") ?? [];
  return cells.locate(name, Number(line), Number(column));
}

/** The place of the mark. */
function markIn(marked: string) {
  const before = marked.slice(0, marked.indexOf("▼")).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

describe("the place of an error", () => {
  it.each([
    ["on the first line", `throw ▼new Error("x");`],
    ["on the first line, after an await", `await null; throw ▼new Error("x");`],
    ["on the last line", `const unused1 = 1;\n\nthrow ▼new Error("x")`],
    [
      "after types that are taken away",
      `interface Shape { a: number;
      b: string }
    type Alias<T> =
      | T
      | undefined;
    const shape: Shape = { a: 1, b: "" }; const alias: Alias<string> = undefined;
    const undefinedYet = undefined as unknown as (text: string) => number;
    const sum = (shape as { a: number }).a + ▼undefinedYet(alias!);`,
    ],
    [
      "after imports, of which one is of types only",
      `import { type Stats, statSync } from "node:fs";
import strict from "node:assert/strict";
import type { EventEmitter } from "node:events";

const stats: Stats | EventEmitter | undefined = undefined;
strict.▼equal(1, 2 as number);`,
    ],
    [
      "in a nested function",
      `function outer<T extends object>(value: T): string {
  function inner(this: void, key: keyof T): never {
    // a comment
    throw ▼new RangeError(String(key));
  }
  return inner(Object.keys(value)[0] as keyof T);
}
outer({ a: 1 });`,
    ],
    [
      "in an arrow function, after an await",
      `const wait = async (ms: number): Promise<number> => {
  await new Promise<void>((resolve) => setTimeout(resolve, ms));
  return ms > 0 ? ▼fail(ms) : 0;
};
const fail = undefined as unknown as (ms: number) => number;
await Promise.all([wait(0), wait(1)]);`,
    ],
    [
      "inside a template string of several lines",
      `const rows: readonly string[] = ["{"];
const text = \`first
  second \${rows.length}
  third \${rows.map((row): string => JSON.▼parse(row))}
\`;`,
    ],
    [
      "in a method and in a getter",
      `class Account<T = number> {
  #balance = 0;
  constructor(private readonly owner: string, readonly limit?: T) {}
  get balance(): number {
    if (this.owner) throw ▼new Error(this.owner);
    return this.#balance;
  }
}
new Account<string>("me").balance;`,
    ],
    [
      "in what the compiler writes anew: enums, decorators, namespaces",
      `enum Level { Low = 1, High }
function log<T>(_: T, key: string, descriptor: PropertyDescriptor): void {
  descriptor.value = () => { throw ▼new Error(key + Level.High); };
}
namespace Inner { export const one = 1; }
class Logged {
  @log run(): number { return Inner.one; }
}
new Logged().run();`,
    ],
    [
      "in a loop over an async generator",
      `async function* numbers(): AsyncGenerator<number> {
  yield 1;
  throw ▼new Error("no more");
}
await null;
for await (const n of numbers()) void n;`,
    ],
    [
      "in a line with tabs, and after wide characters",
      `const 名前 = "日本";\n\tif (名前) throw ▼new Error(名前);`,
    ],
    ["of what an earlier cell declared", `const again: string = "x"; ▼outer({ b: again });`],
  ])("is as typed %s", async (_, marked) => {
    expect(await placeIn(marked.replace("▼", ""))).toEqual(markIn(marked));
  });

  it("is as typed in a cell whose text was changed, within its lines, before it was compiled", () => {
    const source = "const n = 1;\nthrow new Error(`$" + "{{ n }}`);";
    const { output } = convert(source.replace("{ n }", "{ n: n }"));
    cells.register("cell-x", output, source);
    const line = output.split("\n").findIndex((text) => text.startsWith("throw")) + 1;
    expect(cells.locate("cell-x", line, 7)).toEqual({ line: 2, column: 7 });
  });

  it("is as typed in a module beside the notebook, and in a cell that begins like the converter", async () => {
    const marked = "export {};\nexport const boom = (): never => {\n  throw ▼new Error();\n};";
    const source = marked.replace("▼", "");
    converter.addModule("boom", source, {});
    const { sideOutputs = [] } = convert('import { boom } from "./boom";\nboom();');
    const [module] = sideOutputs;
    const exports: { boom?: () => never } = {};
    const path = "/lab/boom.ts";
    const code = cells.register(path, module?.data ?? "", source);
    expect(() => runInThisContext(`(function(exports) { ${code}\n})`)(exports)).not.toThrow();
    try {
      exports.boom?.();
      expect.unreachable();
    } catch (error) {
      const [, line, column] = /boom\.ts:(\d+):(\d+)/.exec((error as Error).stack ?? "") ?? [];
      expect(cells.locate(path, Number(line), Number(column))).toEqual(markIn(marked));
    }
    expect(await placeIn(`export {};\nthrow new Error("x");`)).toEqual({ line: 2, column: 7 });
  });

  it("is as typed in a file, which is compiled without a line of the converter's before it", () => {
    const source = "let a;\nthrow a;";
    const comments = [[source], undefined].map((sourcesContent) => {
      const map = { version: 3, sources: ["a.ts"], sourcesContent, mappings: "AAAA;AACA" };
      const encoded = Buffer.from(JSON.stringify(map)).toString("base64");
      return `\n//# sourceMappingURL=data:application/json;base64,${encoded}`;
    });
    cells.register("/lab/a.ts", `var a;\nthrow a;${comments.join("")}`, source);
    expect(cells.locate("/lab/a.ts", 2, 1)).toEqual({ line: 2, column: 1 });
  });

  it.each([
    ["const z = 1;\nz;", 2],
    // Without a name of its own, to which the converter would add an export.
    ["void 1;\nvoid 2;", 2],
  ])("is unknown of what nobody typed in %j", async (source, lastLine) => {
    const { output } = convert(source);
    const { name } = await run(source);
    const lines = output.split("\n").filter((line) => !line.startsWith("//#"));
    expect(lines[0]).toMatch("__esModule");
    expect(cells.locate(name, 1, 1)).toBeUndefined();
    const last = lines.length;
    expect(cells.locate(name, last, 30)?.line).toBe(lastLine);
    expect(cells.locate(name, last + 1, 1)).toBeUndefined();
    expect(cells.locate(name, last + 3, 3)).toBeUndefined();
    const exported = lines.indexOf("exports.z = z;");
    if (exported >= 0) expect(cells.locate(name, exported + 1, 10)).toBeUndefined();
    expect(cells.locate("cell-0", 1, 1)).toBeUndefined();
  });
});

describe("CellSourceMaps", () => {
  it("returns code without its maps, under the cell's name", () => {
    const source =
      "const text: string = `\n//# sourceMappingURL=data:application/json;base64,e30=\n`;";
    const { output } = convert(source);
    expect(output.match(/sourceMappingURL/g)).toHaveLength(3);
    const code = cells.register("cell-7", output, source);
    expect(code.match(/sourceMappingURL/g)).toHaveLength(1);
    expect(code.split("\n").at(-1)).toBe("//# sourceURL=cell-7");
    expect(cells.sourceOf("cell-7")).toBe(source);
  });

  it("does without maps", () => {
    const bare = new CellSourceMaps();
    expect(bare.register("cell-1", "f();", "f();")).toBe("f();\n//# sourceURL=cell-1");
    expect(bare.locate("cell-1", 1, 1)).toBeUndefined();
  });

  it("forgets all but the latest 500 cells", () => {
    const many = new CellSourceMaps();
    for (let i = 1; i <= 500; i++) many.register(`cell-${i}`, "", "");
    many.register("cell-1", "", "again");
    many.register("cell-501", "", "");
    expect(many.sourceOf("cell-1")).toBe("again");
    expect(many.sourceOf("cell-2")).toBeUndefined();
    expect(many.sourceOf("cell-3")).toBe("");
  });
});

describe("with the converter's own words", () => {
  const plain = (lines: readonly string[]) =>
    `\n${lines.map(stripVTControlCharacters).join("\n")}\n`;

  it("an error is told by what was typed", async () => {
    const first = await run(`interface Request { id: number }
import assert from "node:assert/strict";

function check<T extends Request>(request: T): T {
  assert(request.id < 2);
  return request;
}`);
    const { name, thrown } = await run("type Id = number;\nconst id: Id = 3;\ncheck({ id });");
    const [cell, caller] = [cellLabel(first.name), cellLabel(name)];
    const { evalue, traceback } = formatError(thrown, { cells, root });
    expect(evalue).toBe("The expression evaluated to a falsy value: assert(request.id < 2)");
    // What is left is this file, which stands in for the kernel.
    expect(plain(traceback.filter((line) => !line.includes("test/kernel/")))).toBe(
      `
AssertionError: The expression evaluated to a falsy value: assert(request.id < 2)
${cell}, line 5
      3 
      4 function check<T extends Request>(request: T): T {
----> 5   assert(request.id < 2);
          ^
      6   return request;
      7 }

    at check (${cell}, line 5)
    at ${caller}, line 3
`.replace("3 \n", "3\n"),
    );
  });

  it("what does not compile is told like tsc does", () => {
    const source = `interface Options { retries: number }
const options: { inner: Options } = { inner: { retries: "3" } };
const handler: (n: number) => void = (text: string) => {};
function unfinished() {
  if (options) {`;
    const { diagnostics } = convert(source.slice(0, source.indexOf("\nfunction")));
    expect(plain(formatDiagnostics(diagnostics, source, { cell: "cell-4" }).traceback)).toBe(`
cell 4:2:48 - error TS2322: Type 'string' is not assignable to type 'number'.

2 const options: { inner: Options } = { inner: { retries: "3" } };
                                                 ~~~~~~~

cell 4:3:7 - error TS2322: Type '(text: string) => void' is not assignable to type '(n: number) => void'.
  Types of parameters 'text' and 'n' are incompatible.
    Type 'number' is not assignable to type 'string'.

3 const handler: (n: number) => void = (text: string) => {};
        ~~~~~~~
`);
    expect(
      formatDiagnostics(convert(source).diagnostics, source, { cell: "cell-4" }),
    ).toMatchObject({
      ename: "CompileError",
      evalue: "cell 4:5:17 - TS1005: '}' expected.",
    });
  });

  it.each([
    ["const text = `unclosed", "1160"],
    ["const list = [1, 2", "1005"],
    ["/* unclosed", "1010"],
    ["const { a, b", "1005"],
    ["class A {\n  run() {\n", "1005"],
  ])("%j, which is unfinished, is told by one error at its end", (source, code) => {
    const { evalue } = formatDiagnostics(convert(source).diagnostics, source, { cell: "cell-4" });
    const lines = source.trimEnd().split("\n");
    const place = `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
    expect(evalue).toMatch(`cell 4:${place} - TS${code}: `);
    expect(evalue).not.toMatch("more)");
  });
});
