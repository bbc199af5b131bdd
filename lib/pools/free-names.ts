import { type Expression, type Node, parseExpressionAt } from "acorn";
import { analyze } from "eslint-scope";

/** What a function's source is, when it stands alone. */
export interface FunctionSource {
  readonly type: Node["type"];
  /** The names that it uses and does not define, in the order of the text. */
  readonly freeNames: readonly FreeName[];
}

/** A name from outside. */
export interface FreeName {
  readonly name: string;
  /** The property asked of it first, if one is: `join` in `path.join`. */
  readonly property: string | undefined;
}

/**
 * Finds what a function needs from around it.
 *
 * @throws {SyntaxError} if the source is no expression, as that of a method
 */
export function freeNamesOf(source: string): FunctionSource {
  const expression: Expression = parseExpressionAt(`(${source}\n)`, 0, {
    ecmaVersion: "latest",
    ranges: true,
  });
  const program = {
    type: "Program",
    sourceType: "script",
    range: [0, source.length + 3],
    body: [{ type: "ExpressionStatement", expression }],
  };
  const scopes = analyze(program as never, { ecmaVersion: 2022 });
  const freeNames = (scopes.globalScope?.through ?? []).flatMap(({ identifier }) => {
    const [start, end] = identifier.range ?? [0, 0];
    // To ask for the type of what is not there is no error.
    if (/\btypeof\s*\(?\s*$/.test(source.slice(0, start - 1))) return [];
    const [, property] =
      /^\s*\??\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(source.slice(end - 1)) ?? [];
    return [{ name: identifier.name, property }];
  });
  return { type: expression.type, freeNames };
}
