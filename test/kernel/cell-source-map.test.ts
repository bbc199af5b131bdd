import { createRequire } from "node:module";
import { stripVTControlCharacters } from "node:util";
import { runInThisContext } from "node:vm";
import { afterAll, describe, expect, it } from "vitest";
import { cellLanguage } from "../../kernel/cell-language.ts";
import { CellSourceMaps, cellLabel } from "../../kernel/cell-source-map.ts";
import { type Compiled, Compiler } from "../../kernel/compiler.ts";
import { NotebookNames } from "../../kernel/notebook-names.ts";
import { formatError } from "../../kernel/traceback.ts";
import { root } from "../../scripts/environment.mjs";

const compiler = new Compiler(`${root}notebooks`, cellLanguage(root));
afterAll(() => compiler.close());

const cells = new CellSourceMaps();
const names = new NotebookNames();
let count = 0;

function compile(source: string, label: string): Compiled {
  const compiled = compiler.compile(source, label);
  if ("diagnostics" in compiled)
    throw new Error(JSON.stringify(compiled.diagnostics[0]?.messageText));
  return compiled;
}

/** Compiles a cell and runs it after those before it, without the rest of the kernel. */
async function run(source: string): Promise<{ readonly name: string; readonly thrown: unknown }> {
  const name = `cell-${++count}`;
  const compiled = compile(source, cellLabel(name));
  cells.register(name, source, compiled);
  for (const { specifier, names: imported } of compiled.imports) {
    const module = await import(specifier);
    for (const [local, exported] of imported) {
      names.declareImport(local, module, { module: specifier, exported, cell: name });
    }
  }
  const declare = (values: object) => {
    for (const [key, value] of Object.entries(values)) {
      names.declare(key, value, { kind: "let", cell: name });
    }
  };
  const fn = runInThisContext(compiled.code, { filename: name });
  const thrown = await fn(names.values, declare, createRequire(import.meta.url), {}).then(
    () => undefined,
    (error: unknown) => error,
  );
  compiled.keep(new Set());
  return { name, thrown };
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
function log<T>(_: T, context: ClassMethodDecoratorContext): () => number {
  return () => { throw ▼new Error(String(context.name) + Level.High); };
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

  it("is unknown in a cell that is not remembered", () => {
    expect(cells.locate("cell-0", 1, 1)).toBeUndefined();
  });
});

it("only the latest 500 cells are remembered", () => {
  const many = new CellSourceMaps();
  const compiled = { code: "", sourceMap: "", edited: { text: "", typedOffset: () => 0 } };
  for (let i = 1; i <= 500; i++) many.register(`cell-${i}`, "", compiled);
  many.register("cell-1", "again", compiled);
  many.register("cell-501", "", compiled);
  expect(many.sourceOf("cell-1")).toBe("again");
  expect(many.sourceOf("cell 1")).toBe("again");
  expect(many.sourceOf("cell-2")).toBeUndefined();
  expect(many.sourceOf("cell-3")).toBe("");
});

const plain = (lines: readonly string[]) => `\n${lines.map(stripVTControlCharacters).join("\n")}\n`;

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
`,
  );
});
