import { AsyncLocalStorage } from "node:async_hooks";
import type { Compiled } from "./compiled.ts";
import type { Header } from "./messages.ts";
import type { CellRequest } from "./thread-messages.ts";
import type { ErrorContent } from "./traceback.ts";

/** One execution of a cell. */
export class Cell {
  /** Such as `cell-12`, after its execution count; in stack traces, it is the name of its script. */
  readonly name: string;
  /** The header of its request. */
  readonly parent: Header;
  /** What is to be run; `undefined` if there is nothing. */
  readonly compiled: Compiled | undefined;
  /** The names that it has declared. */
  readonly declared = new Set<string>();
  /** Shows nothing, as its request asks for. */
  readonly silent: boolean;
  /** Whether it may ask for input. */
  readonly canAsk: boolean;
  /** Aborted if the cell is interrupted. */
  readonly interruption = new AbortController();
  /** What its last expression came to, if it has one with a value. */
  result: { readonly value: unknown } | undefined;
  /** Why it did not compile, or what it threw. */
  failure: ErrorContent | undefined;
  /** How many characters it has written. */
  written = 0;

  constructor({ count, parent, compiled, silent, canAsk }: CellRequest) {
    this.name = `cell-${count}`;
    this.parent = parent;
    this.compiled = compiled;
    this.silent = silent;
    this.canAsk = canAsk;
  }
}

/** The cell that the code which is running right now belongs to, however much later it runs. */
export const currentCell = new AsyncLocalStorage<Cell>();
// Its own, so that a cell that changes the class changes nothing here.
Object.assign(currentCell, { run: currentCell.run, getStore: currentCell.getStore });
