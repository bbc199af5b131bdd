import type { EditedText } from "./edits.ts";
import type { CellImport, NameKind } from "./rewrite.ts";

/** A cell, ready to run: plain data, for the thread that runs it. */
export interface Compiled {
  /** As typed. */
  readonly source: string;
  /** An expression of a function with the parameters that `cellParameters` lists. */
  readonly code: string;
  /** Leads from `code` back to `edited`. */
  readonly sourceMap: string;
  /** Leads back to what was typed. */
  readonly edited: EditedText;
  readonly imports: readonly CellImport[];
  readonly declared: ReadonlyMap<string, NameKind>;
}
