// The homework edition of an answer: what a student is given stays, what a student is to write goes.

import type { ClassBody, Node } from "acorn";
import { declaredBy, type ParsedCell, parseCell } from "./parse-cell.ts";

/** A part of a text, and what takes its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands between the two marks, whole lines. */
const marked = /^[^\S\n]*\/\/ ?BEGIN SOLUTION[^\n]*\n[\s\S]*?\/\/ ?END SOLUTION[^\n]*$/gm;

/**
 * Takes the answer out of an answer cell. Signatures, doc comments, fields, types and imports stay.
 * Bodies of functions and methods become `throw new Error("Not written yet: NAME")`, private
 * members go, and so does what stands between `// BEGIN SOLUTION` and `// END SOLUTION`: for what
 * has no body, or for a function that is to keep the rest of its body. A constructor keeps its call
 * of `super`, without which its class would not compile.
 *
 * @throws {SyntaxError} if the cell cannot be parsed
 */
export function cutAnswer(text: string): string {
  const cell = parseCell(text);
  const edits = [
    ...cutMarkedParts(cell),
    ...cell.statements.flatMap((one) => cutStatement(cell, one)),
  ];
  edits.sort((a, b) => b.start - a.start);
  return edits.reduce(
    (rest, edit) => rest.slice(0, edit.start) + edit.text + rest.slice(edit.end),
    text,
  );
}

function cutMarkedParts({ text, statements }: ParsedCell): Edit[] {
  return [...text.matchAll(marked)].map(({ 0: part, index: start }) => {
    const end = start + part.length;
    const around = statements.filter((one) => one.start < end && one.end > start);
    const names = around.flatMap(declaredBy).join(", ") || "this cell";
    return { start, end, text: indentAt(part, 0) + notWritten(names) };
  });
}

function cutStatement(cell: ParsedCell, statement: ParsedCell["statements"][number]): Edit[] {
  if (statement.type === "FunctionDeclaration")
    return cutFunction(cell, statement, statement.id.name);
  if (statement.type === "ClassDeclaration") return cutClass(cell, statement, statement.id.name);
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap((declaration) => {
    const { init, id } = declaration;
    return init && id.type === "Identifier" ? cutValue(cell, init, id.name) : [];
  });
}

/** A value with a name: a function or a class is cut, anything else stays. */
function cutValue(cell: ParsedCell, value: Node, name: string): Edit[] {
  switch (value.type) {
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return cutFunction(cell, value as FunctionNode, name);
    case "ClassExpression":
      return cutClass(cell, value as ClassNode, name);
    default:
      return [];
  }
}

type FunctionNode = Node & { readonly body: Node };
type ClassNode = Node & { readonly body: ClassBody };

function cutFunction({ text }: ParsedCell, { body, end }: FunctionNode, name: string): Edit[] {
  const isBlock = body.type === "BlockStatement";
  // An arrow function's bare expression may stand in parentheses, which are no part of it.
  const start = isBlock ? body.start : text.lastIndexOf("=>", body.start) + "=>".length;
  if (text.slice(start, end).search(marked) !== -1) return [];
  const indent = indentAt(text, start);
  const lines = [...(isBlock ? superCallIn(text, body) : []), notWritten(name)];
  const written = `{\n${lines.map((line) => `${indent}  ${line}\n`).join("")}${indent}}`;
  return [{ start, end, text: isBlock ? written : ` ${written}` }];
}

function cutClass(cell: ParsedCell, { body }: ClassNode, name: string): Edit[] {
  const { text } = cell;
  let endOfLast = body.start + 1;
  return body.body.flatMap((member): Edit[] => {
    const start = endOfLast;
    endOfLast = member.end;
    if (member.type === "StaticBlock") return [{ start, end: member.end, text: "" }];
    const { key, value } = member;
    const modifiers = text.slice(start, key.start).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    if (key.type === "PrivateIdentifier" || /\bprivate\b/.test(modifiers)) {
      // With the comments above it.
      return [{ start, end: member.end, text: "" }];
    }
    const ownName = `${name}.${text.slice(key.start, key.end)}`;
    return value ? cutValue(cell, value, ownName) : [];
  });
}

const notWritten = (name: string) =>
  `throw new Error(${JSON.stringify(`Not written yet: ${name}`)});`;

function superCallIn(text: string, body: Node): string[] {
  const [first] = (body as Node & { body: Node[] }).body;
  const call = first ? text.slice(first.start, first.end) : "";
  return call.startsWith("super(") ? [call] : [];
}

/** The white space at the start of the line of a position. */
function indentAt(text: string, position: number): string {
  const line = text.slice(text.lastIndexOf("\n", position - 1) + 1);
  return /^[^\S\n]*/.exec(line)?.[0] ?? "";
}
