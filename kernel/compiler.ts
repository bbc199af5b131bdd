import type TS from "typescript-js";
import { applyEdits, type EditedText } from "./edits.ts";
import { type Completion, Language, type LanguageOptions } from "./language.ts";
import { type CellImport, type NameKind, rewrite } from "./rewrite.ts";
import { ts } from "./typescript.ts";

/** A cell, ready to run. */
export interface Compiled {
  /** An expression of a function with the parameters that `cellParameters` lists. */
  readonly code: string;
  /** Leads from `code` back to `edited`. */
  readonly sourceMap: string;
  /** Leads back to what was typed. */
  readonly edited: EditedText;
  readonly imports: readonly CellImport[];
  readonly declared: ReadonlyMap<string, NameKind>;
  /**
   * Makes its names those of later cells.
   *
   * @param missing  those that it did not come to declare
   */
  keep(missing: ReadonlySet<string>): void;
}

/** What each cell's function is given. */
export const cellParameters = ["__notebook", "__declare", "require", "__importMeta"] as const;

/** Compiles one cell after the other. */
export class Compiler {
  readonly #language: Language;

  /** @param folder  the notebook's */
  constructor(folder: string, options: LanguageOptions) {
    this.#language = new Language(folder, options);
  }

  /** @returns what is wrong with the cell, or the cell ready to run */
  compile(
    source: string,
    label: string,
  ): { readonly diagnostics: readonly TS.Diagnostic[] } | Compiled {
    const checked = this.#language.check(source, label);
    if (checked.diagnostics.length > 0) return { diagnostics: checked.diagnostics };
    const rewriting = rewrite(checked.file, checked.names);
    const { edits, hoisted, imports, declared, hasDecorators, uses } = rewriting;
    const hoist = hoisted.length > 0 ? `__declare({ ${hoisted.join(", ")} }); ` : "";
    const prefix = `(async function (${cellParameters.join(", ")}) { "use strict"; ${hoist}`;
    const edited = applyEdits(source, [
      { start: 0, end: 0, text: prefix },
      ...edits,
      { start: source.length, end: source.length, text: "\n})" },
    ]);
    const { outputText, sourceMapText = "" } = transpile(edited.text, hasDecorators);
    return {
      code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, ""),
      sourceMap: sourceMapText,
      edited,
      imports,
      declared,
      keep: (missing) => this.#language.keep(checked, { uses, missing }),
    };
  }

  /** What is known of a place in a text: its type and doc comment, or the signature of the call. */
  help(source: string, position: number): string | undefined {
    return this.#language.help(source, position);
  }

  complete(source: string, position: number): Completion {
    return this.#language.complete(source, position);
  }

  /** What the file of the cell that was compiled last, or of an earlier one, is called. */
  labelOf(fileName: string): string | undefined {
    return this.#language.labelOf(fileName);
  }

  close(): void {
    this.#language.close();
  }
}

function transpile(text: string, hasDecorators: boolean): TS.TranspileOutput {
  return ts.transpileModule(text, {
    fileName: "cell.ts",
    compilerOptions: {
      // What V8 knows stays as typed: a function that is sent to a worker needs no helpers there.
      target: hasDecorators ? ts.ScriptTarget.ES2022 : ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleDetection: ts.ModuleDetectionKind.Legacy,
      alwaysStrict: false,
      sourceMap: true,
    },
  });
}
