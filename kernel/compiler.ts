import type TS from "typescript-js";
import { cellLanguage } from "./cell-language.ts";
import type { Compiled } from "./compiled.ts";
import { formatDiagnostics } from "./diagnostics.ts";
import type { Completion } from "./editor-help.ts";
import { applyEdits } from "./edits.ts";
import { Language } from "./language.ts";
import { refusalOf } from "./refusals.ts";
import { rewrite } from "./rewrite.ts";
import type { ErrorContent } from "./traceback.ts";
import { ts } from "./typescript.ts";

/** What becomes of a text: a cell ready to run, or why it is none. */
export type Compilation =
  | {
      readonly compiled: Compiled;
      /**
       * Makes its names those of later cells.
       *
       * @param missing  those that it did not come to declare
       */
      readonly keep: (missing: ReadonlySet<string>) => void;
    }
  | { readonly failure: ErrorContent };

/** What each cell's function is given. */
export const cellParameters = ["__notebook", "__declare", "require", "__importMeta"] as const;

/** Compiles one cell after the other. */
export class Compiler {
  readonly #language: Language;
  readonly #root: string;

  /**
   * @param folder  the notebook's
   * @param root  the folder that paths in messages are relative to
   */
  constructor(folder: string, root: string) {
    this.#root = root;
    this.#language = new Language(folder, cellLanguage(root));
  }

  /** Reads the types that every cell sees, which takes half a second, unless that is done. */
  warmUp(): void {
    this.#language.warmUp();
  }

  compile(source: string, label: string): Compilation {
    const refusal = refusalOf(source);
    if (refusal) return { failure: refusal };
    const checked = this.#language.check(source, label);
    if (checked.diagnostics.length > 0) {
      const labelOf = (file: string) => this.#language.labelOf(file);
      return { failure: formatDiagnostics(checked.diagnostics, { labelOf, root: this.#root }) };
    }
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
    const code = outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "");
    return {
      compiled: { source, code, sourceMap: sourceMapText, edited, imports, declared },
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
