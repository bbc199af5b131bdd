import type { NotebookBinding } from "../lib/pools/notebook-scope.ts";
import type { NameKind } from "./rewrite.ts";

/** Where an imported name comes from. */
export interface ImportedName {
  /** The module's URL. */
  readonly module: string;
  /** What it exports under that name; `*` is all of it. */
  readonly exported: string;
}

interface Declared {
  readonly kind: NameKind;
  readonly cell: string;
  readonly imported?: ImportedName;
}

/** The names at the top of all cells: each is one variable, whichever cell declares or uses it. */
export class NotebookNames {
  /**
   * The variables, as properties: what cells are compiled to name `__notebook`. No name is there but
   * the notebook's own.
   */
  readonly values: Record<string, unknown> = Object.setPrototypeOf({}, null);
  readonly #declared = new Map<string, Declared>();

  declare(name: string, value: unknown, declared: Omit<Declared, "imported">): void {
    Object.defineProperty(this.values, name, {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
    this.#declared.set(name, declared);
  }

  /** An imported name stays what its module makes of it. */
  declareImport(
    name: string,
    module: Readonly<Record<string, unknown>>,
    from: ImportedName & { readonly cell: string },
  ): void {
    const { exported, cell, module: url } = from;
    Object.defineProperty(this.values, name, {
      get: exported === "*" ? () => module : () => module[exported],
      configurable: true,
      enumerable: true,
    });
    this.#declared.set(name, { kind: "import", cell, imported: { module: url, exported } });
  }

  /** For code that crosses into a worker, with what it uses. */
  lookup(name: string): NotebookBinding | undefined {
    const declared = this.#declared.get(name);
    if (!declared) return undefined;
    const { kind, cell, imported } = declared;
    const value = this.values[name];
    if (imported) return { kind: "import", cell, value, ...imported };
    return { kind: "value", cell, value, isConstant: kind !== "let" };
  }
}
