import { type Node, ts } from "./tslab.ts";

/** A text in which every `{ name }` is `{ name: name }`, and the way back from its columns. */
export interface Expansion {
  readonly text: string;
  /** The column, as typed, of a column of `text`; both from 0, as is the line. */
  typedColumn(line: number, column: number): number;
}

/**
 * Writes shorthand properties out where they name something that an earlier cell has declared.
 * tslab turns such a name into `exports.name`, except there: `{ name }` would throw a
 * ReferenceError.
 */
export function expandShorthand(source: string, previousDeclarations: string): Expansion {
  const declared = new Set(previousDeclarations.match(/[\w$]+/g));
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.Latest);
  const insertions: { readonly end: number; readonly name: string }[] = [];
  const visit = (node: Node): void => {
    if (ts.isShorthandPropertyAssignment(node) && declared.has(node.name.text)) {
      insertions.push({ end: node.name.end, name: node.name.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);

  let text = "";
  let last = 0;
  const added = new Map<number, { readonly column: number; readonly length: number }[]>();
  for (const { end, name } of insertions) {
    text += `${source.slice(last, end)}: ${name}`;
    last = end;
    const before = source.slice(0, end);
    const line = before.split("\n").length - 1;
    const column = end - (before.lastIndexOf("\n") + 1);
    added.set(line, [...(added.get(line) ?? []), { column, length: name.length + 2 }]);
  }
  return {
    text: text + source.slice(last),
    typedColumn(line, column) {
      let typed = column;
      for (const insertion of added.get(line) ?? []) {
        if (typed > insertion.column) {
          typed = Math.max(insertion.column, typed - insertion.length);
        }
      }
      return typed;
    },
  };
}
