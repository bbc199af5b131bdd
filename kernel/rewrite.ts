import type TS from "typescript-js";
import type { Edit } from "./edits.ts";
import type { Names } from "./names.ts";
import { ts } from "./typescript.ts";

/** What a name at the top of a cell was declared as. */
export type NameKind = "const" | "let" | "function" | "class" | "enum" | "namespace" | "import";

/** An import of a cell, which the kernel carries out before the cell. */
export interface CellImport {
  readonly specifier: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** The notebook's names, and the exports that they stand for; `*` is the whole module. */
  readonly names: ReadonlyMap<string, string>;
}

/** What a cell has to become before its types are taken out. */
export interface Rewriting {
  readonly edits: readonly Edit[];
  readonly imports: readonly CellImport[];
  /** The values that it declares at its top, however deep a `var` stands. */
  readonly declared: ReadonlyMap<string, NameKind>;
  /** Those that are there before its first line runs. */
  readonly hoisted: readonly string[];
  /** The cells whose names it uses. */
  readonly uses: ReadonlySet<TS.SourceFile>;
  /** Decorators and accessors, which V8 does not know yet, are compiled away. */
  readonly hasDecorators: boolean;
}

/**
 * Makes every name at the top of a cell one variable for all cells: a property of one object. Where
 * `total` is used, `__notebook.total` is; after a declaration of it, `__declare({ total })` says that
 * it is there. So whoever assigns to it, and wherever, all see it. Declarations themselves stay as
 * typed, so that functions keep their names, and a cell its lines.
 */
export function rewrite(file: TS.SourceFile, names: Names): Rewriting {
  return new Rewriter(file, names).rewrite();
}

class Rewriter {
  readonly #file: TS.SourceFile;
  readonly #names: Names;
  readonly #edits: Edit[] = [];
  readonly #imports: CellImport[] = [];
  readonly #declared = new Map<string, NameKind>();
  readonly #hoisted: string[] = [];
  readonly #uses = new Set<TS.SourceFile>();
  #hasDecorators = false;

  constructor(file: TS.SourceFile, names: Names) {
    this.#file = file;
    this.#names = names;
  }

  rewrite(): Rewriting {
    const last = this.#file.statements.at(-1);
    for (const statement of this.#file.statements) {
      if (statement === last && ts.isExpressionStatement(last)) this.#result(last);
      else this.#statement(statement);
    }
    return {
      edits: this.#edits,
      imports: this.#imports,
      declared: this.#declared,
      hoisted: this.#hoisted,
      uses: this.#uses,
      hasDecorators: this.#hasDecorators,
    };
  }

  /** What the last line comes to is the cell's. */
  #result({ expression }: TS.ExpressionStatement): void {
    this.#insert(expression.getStart(), "return { value: (");
    this.#visit(expression);
    this.#insert(expression.end, ") }");
  }

  #statement(node: TS.Statement): void {
    if (isAmbient(node)) this.#visit(node, true);
    else if (ts.isImportDeclaration(node)) this.#import(node);
    else if (ts.isExportDeclaration(node)) this.#reexport(node);
    else if (ts.isExportAssignment(node)) this.#exportedValue(node);
    else if (ts.isImportEqualsDeclaration(node)) this.#alias(node);
    else this.#declaration(node);
  }

  /** A declaration, or a statement that declares nothing. */
  #declaration(node: TS.Statement): void {
    this.#visit(node);
    this.#dropExport(node);
    if (ts.isVariableStatement(node)) {
      const isConst = node.declarationList.flags & ts.NodeFlags.Constant;
      const names = node.declarationList.declarations.flatMap(({ name }) => namesIn(name));
      this.#declare(node, isConst ? "const" : "let", names);
    } else if (ts.isFunctionDeclaration(node) && node.body && node.name) {
      this.#declared.set(node.name.text, "function");
      this.#hoisted.push(node.name.text);
    } else if (ts.isClassDeclaration(node) && node.name) {
      this.#declare(node, "class", [node.name]);
    } else if (ts.isEnumDeclaration(node)) {
      this.#declare(node, "enum", [node.name]);
    } else if (ts.isModuleDeclaration(node) && this.#names.isValue(node.name)) {
      this.#declare(node, "namespace", [node.name]);
    }
  }

  #declare(node: TS.Node, kind: NameKind, names: readonly { readonly text: string }[]): void {
    if (names.length === 0) return;
    for (const { text } of names) this.#declared.set(text, kind);
    this.#insert(node.end, `; __declare({ ${names.map(({ text }) => text).join(", ")} });`);
  }

  /** `export default total` */
  #exportedValue(node: TS.ExportAssignment): void {
    const { expression } = node;
    this.#replace(node.getStart(), expression.getStart(), "(");
    this.#visit(expression);
    this.#insert(expression.end, ")");
  }

  /** `import fs = require("fs")`, `import Point = geometry.Point` */
  #alias(node: TS.ImportEqualsDeclaration): void {
    if (!this.#names.isValue(node.name)) {
      this.#remove(node);
      return;
    }
    this.#replace(node.getStart(), node.name.getStart(), "const ");
    this.#visit(node.moduleReference);
    this.#declare(node, "const", [node.name]);
  }

  #import(node: TS.ImportDeclaration): void {
    this.#remove(node);
    const { importClause: clause, attributes } = node;
    if (clause?.phaseModifier === ts.SyntaxKind.TypeKeyword) return;
    const names = new Map<string, string>();
    const bind = (name: TS.Identifier, exported: string) => {
      if (!this.#names.isValue(name)) return;
      names.set(name.text, exported);
      this.#declared.set(name.text, "import");
    };
    if (clause?.name) bind(clause.name, "default");
    const bindings = clause?.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) bind(bindings.name, "*");
    if (bindings && ts.isNamedImports(bindings)) {
      for (const { name, propertyName } of bindings.elements)
        bind(name, (propertyName ?? name).text);
    }
    // An import of types alone is none; one of nothing is for what the module does.
    if (clause && names.size === 0) return;
    this.#imports.push({ ...specifierOf(node.moduleSpecifier, attributes), names });
  }

  #reexport(node: TS.ExportDeclaration): void {
    this.#remove(node);
    if (!node.moduleSpecifier || node.isTypeOnly) return;
    this.#imports.push({ ...specifierOf(node.moduleSpecifier, node.attributes), names: new Map() });
  }

  /** `export` says nothing in a cell: whatever is at its top is everybody's. */
  #dropExport(node: TS.Statement): void {
    const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
    const dropped = modifiers.filter(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
    );
    for (const { end } of dropped) {
      const start = end - (this.#file.text.slice(0, end).match(/\w+$/)?.[0].length ?? 0);
      this.#replace(start, end, "");
    }
    const isNameless =
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && !node.name;
    if (!isNameless) return;
    this.#insert(node.getStart(), "(");
    this.#insert(node.end, ")");
  }

  #visit(node: TS.Node, isType = false, isInFunction = false): void {
    if (ts.isIdentifier(node)) this.#identifier(node, isType);
    if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      this.#replace(node.getStart(), node.end, "__importMeta");
    }
    if (ts.isDecorator(node) || ts.isAutoAccessorPropertyDeclaration(node)) {
      this.#hasDecorators = true;
    }
    if (!isInFunction && !isType && ts.isVariableDeclarationList(node)) this.#nestedVar(node);
    const isErased = isType || isTypeOnly(node);
    const isScope = isInFunction || isFunctionScope(node);
    ts.forEachChild(node, (child) => this.#visit(child, isErased, isScope));
  }

  #identifier(node: TS.Identifier, isType: boolean): void {
    const declarations = this.#names.declarationsOf(node);
    for (const declaration of declarations) this.#uses.add(declaration.getSourceFile());
    // Inside of a class, an enum or a namespace its name is its own, even before it is declared.
    const isOwn = declarations.some((one) => hasOwnName(one) && isAround(one, node));
    if (declarations.length === 0 || isType || isOwn) return;
    const key = ts.isShorthandPropertyAssignment(node.parent) ? `${node.text}: ` : "";
    const isCalled = isCallee(node);
    this.#insert(node.getStart(), `${isCalled ? "(0, " : ""}${key}__notebook.`);
    if (isCalled) this.#insert(node.end, ")");
  }

  /** A `var` in a block or a loop, which belongs to the whole cell: `for (var i = 0; …)`. */
  #nestedVar(list: TS.VariableDeclarationList): void {
    const isTop = ts.isVariableStatement(list.parent) && list.parent.parent === this.#file;
    if (isTop || list.flags & ts.NodeFlags.BlockScoped) return;
    const [first] = list.declarations;
    if (!first) return;
    const isPattern = ts.isVariableStatement(list.parent) && ts.isObjectBindingPattern(first.name);
    this.#replace(list.getStart(), first.getStart(), isPattern ? "(" : "");
    if (isPattern) this.#insert(list.end, ")");
    for (const { name, type, exclamationToken } of list.declarations) {
      const annotation = type?.end ?? exclamationToken?.end;
      if (annotation !== undefined) this.#replace(name.end, annotation, "");
      for (const one of namesIn(name)) {
        this.#declared.set(one.text, "let");
        this.#hoisted.push(`${one.text}: undefined`);
        const { parent } = one;
        const isShort =
          ts.isBindingElement(parent) && !parent.propertyName && !parent.dotDotDotToken;
        const key = isShort && ts.isObjectBindingPattern(parent.parent) ? `${one.text}: ` : "";
        this.#insert(one.getStart(), `${key}__notebook.`);
      }
    }
  }

  #insert(at: number, text: string): void {
    this.#replace(at, at, text);
  }

  #remove(node: TS.Node): void {
    this.#replace(node.getStart(), node.end, ";");
  }

  #replace(start: number, end: number, text: string): void {
    this.#edits.push({ start, end, text });
  }
}

function specifierOf(specifier: TS.Expression, attributes: TS.ImportAttributes | undefined) {
  const entries = attributes?.elements.map(({ name, value }) => [name.text, textOf(value)]) ?? [];
  return { specifier: textOf(specifier), attributes: Object.fromEntries(entries) };
}

function textOf(node: TS.Expression): string {
  return ts.isStringLiteralLike(node) ? node.text : "";
}

function isAmbient(node: TS.Statement): boolean {
  const modifiers = ts.canHaveModifiers(node) ? ts.getModifiers(node) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

function isTypeOnly(node: TS.Node): boolean {
  if (ts.isHeritageClause(node)) return node.token === ts.SyntaxKind.ImplementsKeyword;
  if (ts.isExpressionWithTypeArguments(node)) return false;
  return ts.isTypeNode(node) || ts.isInterfaceDeclaration(node);
}

/** Whether a `var` in it is its own. */
function isFunctionScope(node: TS.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isModuleDeclaration(node) ||
    ts.isClassStaticBlockDeclaration(node) ||
    ts.isPropertyDeclaration(node)
  );
}

/** Whether its name is known in its body before it is declared. */
function hasOwnName(node: TS.Node): boolean {
  return ts.isClassDeclaration(node) || ts.isEnumDeclaration(node) || ts.isModuleDeclaration(node);
}

function isAround(outer: TS.Node, inner: TS.Node): boolean {
  return ts.findAncestor(inner, (node) => node === outer) !== undefined;
}

/** Whether it is what a call calls: its `this` is not to be the object that it becomes a property of. */
function isCallee(identifier: TS.Identifier): boolean {
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

function namesIn(name: TS.BindingName): TS.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : namesIn(element.name),
  );
}
