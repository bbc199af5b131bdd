import { type Expression, type Node, parseExpressionAt } from "acorn";
import { analyze, type Scope } from "eslint-scope";
import { LRUCache } from "lru-cache";

/** What a function's source is, when it stands alone. */
export interface FunctionSource {
  readonly type: Node["type"];
  /** The names that it uses and does not define, in the order of the text. */
  readonly freeNames: readonly FreeName[];
  /** Whether it uses the `this` around it, as an arrow function can. */
  readonly usesThis: boolean;
}

/** A name from outside. */
export interface FreeName {
  readonly name: string;
  /** The property asked of it first, if one is: `join` in `path.join`. */
  readonly property: string | undefined;
  /** Asked for by `typeof`: it need not be there. */
  readonly isOptional: boolean;
  /** Asked for by a class while it is made, as what it extends is: not by a function inside. */
  readonly isImmediate: boolean;
}

/** A closure that is typed in a call is a new function each time, of the same source. */
const known = new LRUCache<string, FunctionSource>({ max: 1_000 });

/**
 * Finds what a function needs from around it.
 *
 * @throws {SyntaxError} if the source is no expression, as that of a method
 */
export function freeNamesOf(source: string): FunctionSource {
  const found = known.get(source) ?? read(source);
  known.set(source, found);
  return found;
}

function read(source: string): FunctionSource {
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
  const { globalScope } = analyze(program as never, { ecmaVersion: 2022 });
  const freeNames = (globalScope?.through ?? []).map(({ identifier, from }): FreeName => {
    const [start, end] = identifier.range ?? [0, 0];
    const [, property] =
      /^\s*\??\.\s*([\p{ID_Start}$_][\p{ID_Continue}$]*)/u.exec(source.slice(end - 1)) ?? [];
    const isOptional = /\btypeof\s*\(?\s*$/.test(source.slice(0, start - 1));
    return { name: identifier.name, property, isOptional, isImmediate: !isInFunction(from) };
  });
  const usesThis = globalScope?.childScopes.some(looksOut) ?? false;
  return { type: expression.type, freeNames, usesThis };
}

function isInFunction(scope: Scope | null): boolean {
  return scope !== null && (scope.type === "function" || isInFunction(scope.upper));
}

/** Whether an arrow function, or one inside of it, uses the `this` around it. */
function looksOut(scope: Scope): boolean {
  const isArrow = scope.type === "function" && scope.block.type === "ArrowFunctionExpression";
  // Other functions, fields of classes and their static blocks have one of their own.
  if (scope.variableScope === scope && !isArrow) return false;
  const { thisFound } = scope as { readonly thisFound?: boolean };
  return (isArrow && thisFound === true) || scope.childScopes.some(looksOut);
}
