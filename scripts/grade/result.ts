/** What can go wrong with a notebook. */
export type FailureKind =
  /** There is no such file or folder, or it cannot be read. */
  | "missing"
  /** The folder holds no notebook. */
  | "empty-folder"
  /** It is not JSON, or JSON of another shape. */
  | "not-a-notebook"
  /** There is no code in it: nothing was checked. */
  | "no-code"
  /** It names another kernel than ours, or none. */
  | "wrong-kernel"
  /** The kernel is not installed, or ended before it was ready. */
  | "kernel-start"
  /** The cell threw, rejected or did not compile. */
  | "cell-error"
  /** The cell took longer than `--timeout` allows. */
  | "cell-timeout"
  /** The cell was not run: nbclient passed over it, or the kernel did. */
  | "cell-skipped"
  /** The kernel answered, but what the cell has put out did not all arrive. */
  | "outputs-lost"
  /** The kernel ended while the cell ran. */
  | "kernel-died"
  /** The file is not what it was when it was read: what was found does not hold for it. */
  | "changed"
  /** The Python that executes notebooks did not start, or broke. */
  | "python";

/** What a reader calls a cell. */
export interface CellPlace {
  /** Its number among the code cells, from 1, if it is one. */
  readonly cell?: number;
  /** The nearest heading above it. */
  readonly heading?: string;
}

/** Why a notebook failed, and in which cell. */
export interface Failure extends CellPlace {
  readonly kind: FailureKind;
  /** One line, without control sequences. */
  readonly message: string;
  /** All there is to know, of many lines, maybe coloured by ANSI sequences. */
  readonly traceback?: string;
}

/** What came of one notebook. */
export interface Result {
  /** The notebook's path relative to the working folder. */
  readonly notebook: string;
  readonly seconds: number;
  /** How many code cells it has. */
  readonly cells: number;
  /** The numbers of the code cells that may raise: they pass if they do, and if they do not. */
  readonly mayRaise: readonly number[];
  /** Missing if it passed. */
  readonly error?: Failure;
}

/** The failing cell's heading and number; empty if it was no cell that failed. */
export function describePlace({ heading, cell }: CellPlace): string {
  return [heading, cell === undefined ? "" : `cell ${cell}`].filter(Boolean).join(", ");
}

/** Such as "2 cells". */
export function countCells({ length }: readonly number[]): string {
  return length === 1 ? "1 cell" : `${length} cells`;
}
