/** What executes a notebook and judges it. */
export type Tool = "nbconvert" | "allow-errors" | "grade" | "nbgrader";

/** What one tool says of one notebook. */
export interface Outcome {
  /** Whether the tool says that something is wrong. */
  readonly caught: boolean;
  /** The numbers, from 1, of the code cells that it blames; none where it cannot tell. */
  readonly cells: readonly number[];
  /** All that it has to say, without colours. */
  readonly text: string;
  /** The numbers of the cells that print, but have no output; missing where none are kept. */
  readonly silent?: readonly number[];
}

/** The outcomes by the notebooks' paths. */
export type Outcomes = ReadonlyMap<string, Outcome>;
