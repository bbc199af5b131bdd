// What a part of a cell is, by its form alone.

import type TS from "typescript-js";
import { ts } from "./typescript.ts";

export function specifierOf(specifier: TS.Expression, attributes: TS.ImportAttributes | undefined) {
  const entries = attributes?.elements.map(({ name, value }) => [name.text, textOf(value)]) ?? [];
  return { specifier: textOf(specifier), attributes: Object.fromEntries(entries) };
}

function textOf(node: TS.Expression): string {
  return ts.isStringLiteralLike(node) ? node.text : "";
}

export function isAmbient(node: TS.Statement): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

export function isTypeOnly(node: TS.Node): boolean {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isExpressionWithTypeArguments(node)) return false;
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node);
}

/** Whether a `var` in it is its own. */
export function isFunctionScope(node: TS.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isPropertyDeclaration(node)
  );
}

/** Whether its name is known in its body before it is declared. */
export function hasOwnName(node: TS.Node): boolean {
  return ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node);
}

export function isAround(outer: TS.Node, inner: TS.Node): boolean {
  return ts.findAncestor(inner, (node) => node === outer) !== undefined;
}

/** Whether it is what a call calls: its `this` is not to be the object that it becomes a property of. */
export function isCallee(identifier: TS.Identifier): boolean {
  let node: TS.Node = identifier;
  while (
    ts.isParenthesizedExpression(node.parent) ||
    ts.isNonNullExpression(node.parent) ||
    ts.isAsExpression(node.parent) ||
    ts.isSatisfiesExpression(node.parent) ||
    ts.isTypeAssertionExpression(node.parent)
  ) {
    node = node.parent;
  }
  const { parent } = node;
  return (
    (ts.isCallExpression(parent) && parent.expression === node) ||
    (ts.isTaggedTemplateExpression(parent) && parent.tag === node)
  );
}

export function namesIn(name: TS.BindingName): TS.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : namesIn(element.name),
  );
}
