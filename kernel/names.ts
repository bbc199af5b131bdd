import type TS from "typescript-js";
import { ts } from "./typescript.ts";

/** What the binder notes of a file; TypeScript keeps it to itself. */
export type BoundFile = TS.SourceFile & {
  readonly locals?: Map<TS.__String, TS.Symbol & { readonly exportSymbol?: TS.Symbol }>;
  readonly moduleAugmentations?: readonly unknown[];
};

/** Tells the names at the top of cells from all others. */
export class Names {
  readonly #checker: TS.TypeChecker;
  readonly #isCell: (file: TS.SourceFile) => boolean;

  constructor(checker: TS.TypeChecker, isCell: (file: TS.SourceFile) => boolean) {
    this.#checker = checker;
    this.#isCell = isCell;
  }

  /**
   * The declarations of what an identifier names, if they stand at the top of a cell; none for the
   * name in a declaration itself.
   */
  declarationsOf(node: TS.Identifier): readonly TS.Declaration[] {
    const symbol = ts.isShorthandPropertyAssignment(node.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(node.parent)
      : this.#checker.getSymbolAtLocation(node);
    const declarations = symbol?.declarations ?? [];
    if (declarations.some((one) => ts.getNameOfDeclaration(one) === node)) return [];
    return declarations.filter((one) => this.#isTop(one, node.text) && !isAmbient(one));
  }

  /** Whether a declared name stands for a value, and not for a type alone. */
  isValue(name: TS.Node): boolean {
    const symbol = this.#checker.getSymbolAtLocation(name);
    if (!symbol) return false;
    const isAlias = symbol.flags & ts.SymbolFlags.Alias;
    const { flags } = isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    const isTypeOnly = symbol.declarations?.some(ts.isTypeOnlyImportDeclaration) ?? false;
    return Boolean(flags & ts.SymbolFlags.Value) && !isTypeOnly;
  }

  #isTop(declaration: TS.Declaration, name: string): boolean {
    const file: BoundFile = declaration.getSourceFile();
    if (!this.#isCell(file)) return false;
    const local = file.locals?.get(ts.escapeLeadingUnderscores(name));
    return local?.declarations?.includes(declaration) ?? false;
  }
}

/** What `declare` promises is a global of elsewhere. */
function isAmbient(declaration: TS.Declaration): boolean {
  return Boolean(ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Ambient);
}
