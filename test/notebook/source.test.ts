import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { source } from "../../lib/notebook/source.ts";
import { analyzeRequest } from "../../lib/workers/lecture29.ts";

type AnyFunction = (...args: never[]) => unknown;

/** How functions of a file are typed, by the names under which they are exported. */
const typed = {
  plain: `export function plain(a: number, b?: string): readonly number[] {
  const c = a as unknown as number;
  return [c!, ...(b satisfies string | undefined ? [] : [])];
}`,
  later:
    "export async function later<T extends object>(value: T): Promise<T> {\n  return value;\n}",
  items: "export function* items(): Generator<number> {\n  yield 1;\n}",
  arrow: "export const arrow = (a: number, b = 2 as number): number => a + b;",
  annotated: "export const annotated: (a: number) => number = (a) => a;",
  broken: `export const broken = async (
  a: number,
): Promise<
  number
> => a;`,
  wrapped: `export const wrapped =
  (a: number): number => a + 41;`,
  Task: `export class Task<T> {
  readonly #value: T;
  constructor(value: T) {
    this.#value = value;
  }
}`,
  foreign: `export function foreign(name: "日本" | "😀" | Größe): void {
  type Local = string
  [name].map((x: Local) => x);
  interface Other { a: 1 }
  (name as unknown)
}`,
  inner: `function inner(a: number): number {
  return a;
}`,
};

const docs = {
  plain: "/** Adds nothing.\n * @returns the numbers\n */\n",
  later: "/** Waits. */\n",
};

const file = `// The types of this file are stripped when it is imported.
type Größe = "größe";

/** Not of any function. */

${docs.plain}${typed.plain}

${docs.later}${typed.later}
/** Not directly above. */

${typed.items}
${typed.arrow}
${typed.annotated}
${typed.broken}
${typed.wrapped}
${typed.Task}
${typed.foreign}
${typed.inner}
export { inner };
export const partly = (a) => a + 42 + 43;
export default function (a: number): number { return -a; }
`;

let folder: string;
let exported: Record<string, AnyFunction>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "source-"));
  writeFileSync(join(folder, "a-first.ts"), "export function other(): void {}\n");
  writeFileSync(join(folder, "functions.ts"), file);
  writeFileSync(
    join(folder, "windows.ts"),
    "/** Doc. */\r\nexport function win(a: number): void {\r\n  a;\r\n}\r\n",
  );
  writeFileSync(join(folder, "a-note.md"), typed.plain.replace("a: number", "a: string"));
  exported = {
    ...(await import(pathToFileURL(join(folder, "functions.ts")).href)),
    ...(await import(pathToFileURL(join(folder, "windows.ts")).href)),
  };
});

afterAll(() => rmSync(folder, { recursive: true }));

function get(name: string): AnyFunction {
  const fn = exported[name];
  if (fn === undefined) throw new Error(`There is no ${name}`);
  return fn;
}

describe("source", () => {
  it.each(Object.entries(typed))("shows %s as typed", (name, text) => {
    expect(get(name).toString()).not.toBe(text);
    expect(source(get(name), { folder })).toBe(text);
  });

  it("shows a default export", () => {
    expect(source(get("default"), { folder })).toBe(
      "export default function (a: number): number { return -a; }",
    );
  });

  it("shows the doc comment directly above, if asked for", () => {
    expect(source(get("plain"), { folder, docs: true })).toBe(docs.plain + typed.plain);
    expect(source(get("later"), { folder, docs: true })).toBe(docs.later + typed.later);
    expect(source(get("items"), { folder, docs: true })).toBe(typed.items);
    expect(source(get("arrow"), { folder, docs: true })).toBe(typed.arrow);
  });

  it("keeps the line ends of a file from Windows", () => {
    expect(source(get("win"), { folder, docs: true })).toBe(
      "/** Doc. */\r\nexport function win(a: number): void {\r\n  a;\r\n}",
    );
  });

  it("takes a folder also as a URL", () => {
    const url = pathToFileURL(`${folder}/`);
    expect(source(get("items"), { folder: url })).toBe(typed.items);
  });

  it("looks into lib/workers by default", () => {
    expect(analyzeRequest.toString()).not.toContain(": RequestData");
    expect(source(analyzeRequest)).toMatch(/^export function analyzeRequest\(.*: RequestData/);
    expect(source(analyzeRequest, { docs: true })).toMatch(/^\/\*\*\n/);
  });

  it("shows a function of no such file as it runs", () => {
    const local = runInThisContext("(a) => a * 41") as AnyFunction;
    expect(source(local, { folder })).toBe("(a) => a * 41");
  });

  it("does not take a part of another function for the function", () => {
    const local = runInThisContext("(a) => a + 42") as AnyFunction;
    expect(source(local, { folder })).toBe("(a) => a + 42");
  });

  it.each([
    [Math.max, "[Function: max]"],
    [(() => 1).bind(null), "[Function: bound ]"],
    [5, "5"],
    [undefined, "undefined"],
    ["export function", "'export function'"],
  ])("refuses %s", (fn, received) => {
    expect(() => source(fn as AnyFunction, { folder })).toThrow(
      new TypeError(
        `Cannot show source as \`fn\` must be a function written in TypeScript or JavaScript: received ${received}`,
      ),
    );
  });
});
