import { stripTypeScriptTypes } from "node:module";
import { type ModuleDeclaration, type Pattern, parse, type Statement } from "acorn";

/** A cell's text, and what stands in it. */
export interface ParsedCell {
  readonly text: string;
  /** The text as JavaScript: blanks in place of types, so that every character keeps its place. */
  readonly code: string;
  /** What stands at the top of it; positions hold for `text` and `code` alike. */
  readonly statements: readonly (Statement | ModuleDeclaration)[];
}

/**
 * Parses the TypeScript of a cell.
 *
 * @throws {SyntaxError} if it is none, or more than types would have to be taken out to run it
 */
export function parseCell(text: string): ParsedCell {
  const code = stripTypeScriptTypes(text);
  const { body } = parse(code, { ecmaVersion: "latest", sourceType: "module", ranges: true });
  return { text, code, statements: body };
}

/** The names that a cell declares at its top, imports left out. */
export function declaredIn({ statements }: ParsedCell): string[] {
  return statements.flatMap(declaredBy);
}

/** The names that a statement at the top declares. */
export function declaredBy(statement: Statement | ModuleDeclaration): string[] {
  switch (statement.type) {
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return [statement.id.name];
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => namesIn(id));
    default:
      return [];
  }
}

function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case "Identifier":
      return [pattern.name];
    case "ObjectPattern":
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === "RestElement" ? property.argument : property.value),
      );
    case "ArrayPattern":
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case "AssignmentPattern":
      return namesIn(pattern.left);
    case "RestElement":
      return namesIn(pattern.argument);
    default:
      return [];
  }
}
