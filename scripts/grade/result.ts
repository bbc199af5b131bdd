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
  /** The kernel answered without running the cell. */
  | "cell-skipped"
  /** The kernel ended while the cell ran. */
  | "kernel-died"
  /** The Python that executes notebooks did not start, or broke. */
  | "python";

/** Why a notebook failed. */
export interface Failure {
  readonly kind: FailureKind;
  /** The failing cell's number among the code cells, from 1. */
  readonly cell?: number;
  /** The nearest heading above the failing cell. */
  readonly heading?: string;
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
  /** Missing if it passed. */
  readonly error?: Failure;
}

/** The failing cell's heading and number; empty if it was no cell that failed. */
export function describePlace({ heading, cell }: Failure): string {
  return [heading, cell === undefined ? "" : `cell ${cell}`].filter(Boolean).join(", ");
}
