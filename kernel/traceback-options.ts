import type { CellPosition } from "./cell-source-map.ts";

/** What is known of the cells that have run; a `CellSourceMaps` is one. */
export interface Cells {
  /** The typed place of a place in a cell's emitted code, both 1-based; `undefined` if unknown. */
  locate(cellName: string, line: number, column: number): CellPosition | undefined;
  /** The text that was typed into a cell; `undefined` if it is not remembered. */
  sourceOf(cellName: string): string | undefined;
}

/** What the traceback of a thrown value is told from. */
export interface TracebackOptions {
  readonly cells: Cells;
  /** The repository's folder, by which the paths of library frames are shortened. */
  readonly root: string;
}
