// Makes a module of an `@example` in a doc comment, which fails if a value is not as it says.

import { stripTypeScriptTypes } from "node:module";
import { type AnyNode, type Comment, parse } from "acorn";

/** The code of a file's examples, from the first to the last. */
export function examplesIn(text: string): string[] {
  const docs = text.match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return docs.flatMap((doc) => {
    const lines = doc.replace(/^[^\S\n]*\* ?/gm, "");
    return [...lines.matchAll(/@example\s*```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  });
}

/** Names of the values and of the types that a module exports. */
export interface Exports {
  readonly from: string;
  readonly values: readonly string[];
  readonly types: readonly string[];
}

export function exportsOf(from: string, text: string, module: object): Exports {
  const values = Object.keys(module);
  const lists = [...text.matchAll(/^export (?:type )?\{([^}]*)\}/gm)];
  const listed = lists.flatMap(([, list = ""]) => list.match(/\w+(?=\s*(?:,|$))/g) ?? []);
  const declared = [...text.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  const types = [...listed, ...declared].filter((name) => name !== undefined);
  return { from, values, types: types.filter((name) => !values.includes(name)) };
}

/**
 * The example as a module that imports what it uses of `sources`, the first that has it.
 *
 * What a comment says of a statement before it, on the same line or on those below, must hold:
 * of a `console.log`, what it prints (a last line `…` stands for the rest; calls of one statement
 * are set apart by `, ` in a comment on its line); of another expression, its value, if the comment
 * is one that is written out, such as `5 / 6` or `{ a: [1] }`. Other comments are prose.
 */
export function moduleOf(code: string, sources: readonly Exports[]): string {
  const checked = withChecks(code);
  return `${importsOf(code, sources)}
import { format, stripVTControlCharacters } from "node:util";
import { expect as expect_ } from "vitest";
const holds_ = (actual: unknown, expected: unknown): void => expect_(actual).toEqual(expected);
const printed_: string[][] = [];
const print_ = (i: number, ...values: unknown[]): void => {
  (printed_[i] ??= []).push(stripVTControlCharacters(format(...values)));
};
${checked}`;
}

function importsOf(code: string, sources: readonly Exports[]): string {
  const uncommented = code.replace(/\/\/.*/g, "");
  const names = new Set(uncommented.match(/(?<![.\w$])[A-Za-z_$][\w$]*/g));
  const declaration = /\b(?:const|let|function|class|type|interface) (\w+)/g;
  for (const [, own = ""] of uncommented.matchAll(declaration)) names.delete(own);
  for (const [imports] of uncommented.matchAll(/^import .*$/gm)) {
    for (const own of imports.match(/\w+/g) ?? []) names.delete(own);
  }
  return sources
    .map(({ from, values, types }) => {
      const used = [...values, ...types].filter((name) => names.delete(name));
      const list = used.map((name) => (types.includes(name) ? `type ${name}` : name));
      return `import { ${list.join(", ")} } from ${JSON.stringify(from)};`;
    })
    .join("\n");
}

/** The code with a check in place of each statement that a comment says something of. */
function withChecks(code: string): string {
  const comments: Comment[] = [];
  // Types become blanks, so every place in the code stays the same.
  const tree = parse(stripTypeScriptTypes(code), {
    ecmaVersion: "latest",
    sourceType: "module",
    onComment: comments,
  });
  let checked = code;
  let prints = 0;
  const ends: string[] = [];
  for (const { start, end, expression } of expressionsIn(tree).reverse()) {
    const said = commentAfter(end, code, comments);
    if (said === undefined) continue;
    const text = code.slice(expression.start, expression.end);
    const call = /^console\.log\(/;
    if (call.test(text)) {
      const [expected, between] = said.isBelow ? [said.text, "\n"] : [said.text, ", "];
      const actual = `printed_[${prints}]?.join(${JSON.stringify(between)})`;
      const head = expected.replace(/\n…$/, "\n");
      ends.push(
        head === expected
          ? `holds_(${actual}, ${JSON.stringify(expected)});`
          : `holds_(${actual}?.slice(0, ${head.length}), ${JSON.stringify(head)});`,
      );
      checked = splice(checked, start, end, `${text.replace(call, `print_(${prints}, `)};`);
      prints += 1;
    } else if (isValue(said.text)) {
      checked = splice(checked, start, end, `holds_(${text}, (${said.text}));`);
    }
  }
  return [checked, ...ends].join("\n");
}

type Expressions = Extract<AnyNode, { type: "ExpressionStatement" }>[];

/** The expression statements, also those in functions, in their order. */
function expressionsIn(node: unknown): Expressions {
  if (typeof node !== "object" || node === null) return [];
  const own = "type" in node && node.type === "ExpressionStatement" ? [node] : [];
  return [...(own as Expressions), ...Object.values(node).flatMap(expressionsIn)];
}

/** The comment behind a statement, or else those on the lines below it. */
function commentAfter(
  end: number,
  code: string,
  comments: readonly Comment[],
): { readonly text: string; readonly isBelow: boolean } | undefined {
  const lines: string[] = [];
  let at = end;
  for (const { start, end, value } of comments) {
    const between = start < at ? undefined : code.slice(at, start);
    if (between === undefined || !/^\s*$/.test(between)) continue;
    if (lines.length === 0 && !between.includes("\n")) {
      return { text: value.trim(), isBelow: false };
    }
    if (/\n\s*\n/.test(between)) break;
    lines.push(value.replace(/^ /, ""));
    at = end;
  }
  return lines.length === 0 ? undefined : { text: lines.join("\n"), isBelow: true };
}

/** Whether it is an expression that says by itself what its value is. */
function isValue(text: string): boolean {
  try {
    const { body } = parse(`(${text});`, { ecmaVersion: "latest" });
    return body.length === 1 && isWrittenOut(body);
  } catch {
    return false;
  }
}

function isWrittenOut(node: unknown): boolean {
  if (typeof node !== "object" || node === null) return true;
  const { type, name, value } = node as Record<string, unknown>;
  if (type === "Identifier") return ["undefined", "NaN", "Infinity"].includes(String(name));
  // Its key is no value.
  if (type === "Property") return isWrittenOut(value);
  return Object.values(node).every(isWrittenOut);
}

function splice(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}
