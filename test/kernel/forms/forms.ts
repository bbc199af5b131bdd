// What a cell may contain, form by form: each is accepted by the kernel and by `npm run types`, or
// refused by both, for the same reason at the same place.

/** Why a form is refused: TypeScript's code, the number of the cell, and the line in it. */
export interface Refusal {
  readonly code: number;
  /** TypeScript 7's, where it words the same fault otherwise. */
  readonly orCode?: number;
  readonly cell: number;
  readonly line: number;
}

/** A form, as the cells of a notebook. */
export interface Form {
  readonly name: string;
  readonly cells: readonly string[];
  readonly refused?: Refusal;
  /** It does not parse: of a project with such a file, TypeScript says nothing else. */
  readonly isUnparsed?: boolean;
}

const accepted = (name: string, ...cells: string[]): Form => ({ name, cells });
const refused = (name: string, at: Refusal, ...cells: string[]): Form => ({
  name,
  cells,
  refused: at,
});
const first = (code: number, orCode = code) => ({ code, orCode, cell: 1, line: 1 });
const unparsed = (name: string, code: number, cell: string): Form => ({
  name,
  cells: [cell],
  refused: first(code),
  isUnparsed: true,
});

/** Files beside the forms' notebooks, and above. */
export const files: Readonly<Record<string, string>> = {
  "notebooks/helper.ts":
    'import { scale } from "./scale.ts";\nexport const twice = (n: number): number => scale * n;\nexport interface Size { readonly width: number }\n',
  "notebooks/scale.ts": "export const scale = 2;\n",
  "notebooks/data.json": '{ "answer": 42 }\n',
  "notebooks/late.mts": "export const late: number = await Promise.resolve(7);\n",
  "notebooks/wrong.ts": 'export const wrong: number = "text";\n',
  "above.ts": "export const above = 1;\n",
};

export const forms: readonly Form[] = [
  // Exports
  accepted("export const", "export const x1 = 1;", "x1 + 1;"),
  accepted("export let, assigned later", "export let x2 = 1;", "x2 = 2; x2++;"),
  accepted("export function", "export function f3() { return 1; }", "f3();"),
  accepted("export class", "export class C4 { n = 1; }", "new C4().n;"),
  accepted(
    "export type and interface",
    "export type T5 = number; export interface I5 { n: T5 }",
    "const i5: I5 = { n: 1 };",
  ),
  accepted("export list", "const x6 = 1; export { x6 };", "x6;"),
  accepted("export list, renamed", "const x7 = 1; export { x7 as y7 };", "x7;"),
  accepted("export default value", "export default 1 + 1;"),
  accepted("export default function", "export default function f9() { return 1; }", "f9();"),
  accepted("export from", 'export { join } from "node:path"; export * from "node:os";'),
  refused("export of what is not there", first(2304), "export { nothing };"),
  // Imports
  accepted("named import", 'import { join } from "node:path";', 'join("a", "b");'),
  accepted("renamed import", 'import { join as merge } from "node:path";', 'merge("a", "b");'),
  accepted("default import", 'import fs from "node:fs";', 'fs.existsSync(".");'),
  accepted("namespace import", 'import * as path from "node:path";', 'path.join("a");'),
  accepted(
    "import type",
    'import type { ParsedPath } from "node:path";',
    "const base: Partial<ParsedPath> = {};",
  ),
  accepted(
    "inline type import",
    'import { type ParsedPath as P, parse } from "node:path";',
    'const parsed: P = parse("a.b");',
  ),
  accepted("import for its effect", 'import "node:process";'),
  accepted(
    "import of JSON",
    'import data from "./data.json" with { type: "json" };',
    "data.answer + 1;",
  ),
  accepted(
    "import of a .ts file",
    'import { type Size, twice } from "./helper.ts";',
    "const size: Size = { width: twice(2) };",
  ),
  accepted("import from a parent folder", 'import { above } from "../above.ts";', "above + 1;"),
  accepted("import of a module that awaits", 'import { late } from "./late.mts";', "late + 1;"),
  accepted(
    "import of a CommonJS package",
    'import { plot } from "asciichart";',
    "plot([1, 2, 3]);",
  ),
  accepted(
    "dynamic import",
    'const { twice: doubled } = await import("./helper.ts");',
    "doubled(2);",
  ),
  accepted("import = require", 'import os = require("node:os");', "os.cpus().length;"),
  accepted("import.meta", "import.meta.dirname; new URL('./x', import.meta.url).href;"),
  refused("import without an ending", first(2835, 2834), 'import { twice } from "./helper";'),
  refused("import of no file", first(2307), 'import { twice } from "./missing.ts";'),
  refused("import of no package", first(2307), 'import x from "no-such-package";'),
  refused("import of no export", first(2305), 'import { thrice } from "./helper.ts";'),
  refused(
    "assignment to an import",
    { code: 2632, cell: 2, line: 1 },
    'import { sep } from "node:path";',
    'sep = "x";',
  ),
  // Declarations
  accepted(
    "shorthand of any name",
    "const größe = 1; const $a = 2; const _b = 3;",
    "({ größe, $a, _b }).größe + $a;",
  ),
  accepted(
    "assigned by a later cell",
    "let n20 = 0; const read20 = () => n20;",
    "n20 += 2; ({ n20 } = { n20: 3 }); [n20] = [4]; read20();",
  ),
  accepted(
    "looped over by a later cell",
    "let n21 = 0;",
    "for (n21 of [1, 2]) {} for (const k in { a: 1 }) k;",
  ),
  refused(
    "assignment to a constant",
    { code: 2588, cell: 2, line: 1 },
    "const c22 = 1;",
    "c22 = 2;",
  ),
  accepted(
    "destructuring",
    "const { a: [a23 = 1], ...rest23 } = { a: [2], b: 3 };",
    "a23 + rest23.b;",
  ),
  accepted(
    "var in a loop and a block",
    "for (var i24 = 0; i24 < 3; i24++) { var { x: x24 } = { x: i24 }; }",
    "i24;",
  ),
  refused("use before the declaration", first(2448), "x25 + 1; const x25 = 1;"),
  refused("use of an unknown name", first(2304), "unknown26 + 1;"),
  accepted("declared again with another type", "let x27 = 1;", 'let x27 = "text";', "x27.length;"),
  accepted("an array that grows in later cells", "const grown = [];", "grown.push(1);"),
  refused("declared twice in one cell", first(2451), "let x28 = 1; let x28 = 2;"),
  accepted(
    "using",
    "{ using a29 = { [Symbol.dispose]() {} }; }",
    "using b29 = { [Symbol.dispose]() {} };",
  ),
  accepted("await using", "await using a30 = { async [Symbol.asyncDispose]() {} };"),
  refused("using of what cannot be disposed of", first(2850, 2741), "using a31 = { n: 1 };"),
  accepted(
    "declare global",
    "declare global { interface Array<T> { first32?: T } }",
    "[1].first32;",
  ),
  accepted("declare const", "declare const process33: typeof process | undefined;"),
  // Functions and classes
  accepted(
    "overloads",
    "function f34(n: number): number; function f34(s: string): string; function f34(x: unknown) { return x as never; }",
    "f34(1) + f34('a').length;",
  ),
  refused(
    "overload without its body in the same cell",
    first(2391),
    "function f35(n: number): number;",
    "1;",
  ),
  accepted(
    "generators",
    "function* g36() { yield 1; } async function* ag36() { yield* g36(); }",
    "for await (const n of ag36()) n; [...g36()];",
  ),
  accepted(
    "class expression with private members",
    "const C37 = class { private a = 1; protected b = 2; sum() { return this.a + this.b; } };",
    "new C37().sum();",
  ),
  refused(
    "use of a private member",
    { code: 2341, cell: 2, line: 1 },
    "class C38 { private a = 1; get n() { return this.a; } }",
    "new C38().a;",
  ),
  accepted(
    "private names",
    "class C39 { #a = 1; static has(o: object) { return #a in o; } get a() { return this.#a; } }",
    "C39.has(new C39());",
  ),
  accepted(
    "parameter properties",
    "class C40 { constructor(readonly n: number) {} }",
    "new C40(1).n;",
  ),
  accepted(
    "static blocks, accessors and self-reference",
    "class C41 { static made = 0; accessor n = 1; static { C41.made += 1; } }",
    "C41.made + new C41().n;",
  ),
  accepted(
    "extends a class of an earlier cell",
    "class A42 { n() { return 1; } }",
    "class B42 extends A42 { override n() { return super.n() + 1; } }",
    "new B42().n();",
  ),
  refused(
    "override without the word",
    { code: 4114, cell: 2, line: 1 },
    "class A43 { n() { return 1; } }",
    "class B43 extends A43 { n() { return 2; } }",
  ),
  accepted(
    "abstract classes and implements",
    "interface N44 { n(): number } abstract class A44 implements N44 { abstract n(): number }",
    "new (class extends A44 { n() { return 1; } })().n();",
  ),
  accepted(
    "decorators",
    "function logged45<T extends (...args: never[]) => unknown>(method: T, _context: ClassMethodDecoratorContext): T { return method; }",
    "class C45 { @logged45 run() { return 1; } }",
    "new C45().run();",
  ),
  refused(
    "decorator of the wrong kind",
    { code: 1241, cell: 1, line: 1 },
    "function dec46(_value: undefined, _context: ClassFieldDecoratorContext) {} class C46 { @dec46 run() {} }",
  ),
  accepted(
    "generics, satisfies and as const",
    "const t47 = { a: 1 } as const satisfies Record<string, number>; function id47<const T>(t: T): T { return t; }",
    "id47([t47.a] as const)[0];",
  ),
  refused(
    "satisfies that does not hold",
    first(2322),
    "const t48 = { a: 'x' } satisfies Record<string, number>;",
  ),
  // Enums and namespaces
  accepted("enum", "enum Color49 { Red, Green = 'g'.length }", "Color49[Color49.Red];"),
  accepted("const enum", "const enum E50 { A = 1, B }", "E50.B;"),
  accepted(
    "namespace used two cells later",
    "namespace N51 { export const x = 1; export const y = x + 1; export type T = number; }",
    "1;",
    "const n51: N51.T = N51.y;",
  ),
  accepted(
    "namespace of types",
    "namespace N52 { export type T = number; }",
    "const n52: N52.T = 1;",
  ),
  accepted(
    "a function with a namespace",
    "function f53() { return f53.count; } namespace f53 { export const count = 1; }",
    "f53() + f53.count;",
  ),
  // Expressions and statements
  unparsed("JSX", 1161, "const a54 = <b>text</b>;"),
  accepted(
    "labelled loops",
    "outer: for (const a of [1]) { for (const b of [1]) { if (a === b) continue outer; } }",
  ),
  accepted("regular expression flags", "/(?<year>\\d{4})/dgv.exec('2024')?.groups?.year;"),
  refused("unknown regular expression flag", first(1499), "/a/q.test('a');"),
  refused("regular expression that does not parse", first(1005), "/(a/.test('a');"),
  accepted("BigInt", "const big58 = 2n ** 64n;", "big58 + 1n;"),
  refused("BigInt mixed with numbers", first(2365), "1n + 1;"),
  accepted(
    "tagged templates, optional chaining, nullish assignment",
    "const tag59 = (parts: TemplateStringsArray) => parts.length; let m59: { n?: number } | undefined;",
    "tag59`a`; m59?.n; m59 ??= {}; m59.n ??= 1;",
  ),
  accepted(
    "await at the top, in blocks and in loops",
    "if (await Promise.resolve(true)) { await null; } for await (const n of [1]) n; await (async () => 1)();",
  ),
  refused("await in a plain function", first(1308), "function f61() { await null; }"),
  refused("await in a plain method", first(1308), "const o62 = { m() { await null; } };"),
  refused("await in a static block", first(18037), "class C63 { static { await null; } }"),
  refused("return at the top", first(1108), "return 1;"),
  refused("break outside of a loop", first(1105), "break;"),
  refused(
    "a type error in the second line",
    { code: 2322, cell: 2, line: 2 },
    "let n65 = 1;",
    "n65 = 2;\nn65 = 'x';",
  ),
  refused("an unchecked index", first(2532), "const a66 = [1]; a66[0].toFixed();"),
  refused("an implicit any", first(7006), "const f67 = (n) => n;"),
  refused("a missing return", first(7030), "function f68(n: number) { if (n > 0) return 1; }"),
  refused("with", first(1101), "with (Math) { PI; }"),
  unparsed("octal", 1121, "const o70 = 010;"),
  unparsed("an unfinished cell", 1005, "const f71 = (n: number => n;"),
  unparsed("an unfinished string", 1002, "const s72 = 'text;"),
  accepted("comments and nothing else", "// nothing\n/* at all */"),
  accepted("a directive", "'use strict'; const strict74 = 1;"),
  accepted(
    "symbols and computed names",
    "const key75 = Symbol('key'); const o75 = { [key75]: 1, get n() { return 2; }, async *g() {} };",
    "o75[key75] + o75.n;",
  ),
  accepted(
    "new library functions",
    "[3, 1].toSorted(); Object.groupBy([1], () => 'a'); Promise.withResolvers<void>(); new Set([1]).union(new Set([2]));",
  ),
];
