import { AsyncLocalStorage } from "node:async_hooks";
import type { Message } from "./messages.ts";
import type { ErrorContent } from "./traceback.ts";

/** One execution of a cell. */
export class Cell {
  /** Such as `cell-12`, after its execution count; in stack traces, it is the name of its script. */
  readonly name: string;
  readonly request: Message;
  readonly code: string;
  /** Shows nothing, as its request asks for. */
  readonly silent: boolean;
  /** Aborted if the cell is interrupted. */
  readonly interruption = new AbortController();
  /** What its last expression came to, if it has one with a value. */
  result: { readonly value: unknown } | undefined;
  /** Why it did not compile, or what it threw. */
  failure: ErrorContent | undefined;

  constructor(count: number, request: Message) {
    const { code = "", silent = false } = request.content as { code?: string; silent?: boolean };
    this.name = `cell-${count}`;
    this.request = request;
    this.code = code;
    this.silent = silent;
  }
}

/** The cell that the code which is running right now belongs to, however much later it runs. */
export const currentCell = new AsyncLocalStorage<Cell>();
