import { Readable } from "node:stream";
import { type Cell, currentCell } from "./cell.ts";
import { Interrupted } from "./interrupted.ts";
import { clearTimeout, nextTick, setTimeout } from "./intrinsics.ts";
import { ReadlineReaders } from "./readline-readers.ts";

/** What input needs of the one that runs cells. */
export interface CellInputOptions {
  /** The cell that is running. */
  readonly running: () => Cell | undefined;
  /** Has a question asked; without a prompt, by the line that the cell has begun on stdout. */
  readonly ask: (prompt?: string) => void;
  /** Blocks until the kernel's thread has said something, and takes it. */
  readonly wait: () => void;
  /** Ends the cell that is running. */
  readonly fail: (cell: Cell, error: Error) => void;
}

/** How long a cell may have read, without a prompt, until it is asked for what it reads. */
const patienceMs = 20;

/**
 * The input of cells: `process.stdin`, and with it readline, and `prompt()`. Each line is asked for
 * when a cell that is running reads it.
 */
export class CellInput {
  readonly #options: CellInputOptions;
  readonly #interfaces = new ReadlineReaders((input) => {
    if (input === this.#stdin) this.#want({ isPrompted: true });
  });
  #stdin: Readable | undefined;
  /** The cell that reads from stdin. */
  #reader: Cell | undefined;
  #isAsked = false;
  #timer: NodeJS.Timeout | undefined;
  /** Takes the answer to a `prompt()`. */
  #onAnswer: ((text: string) => void) | undefined;

  constructor(options: CellInputOptions) {
    this.#options = options;
  }

  /** What cells find as `process.stdin`; a new one if they have closed it. */
  get stdin(): Readable {
    if (!this.#stdin || this.#stdin.destroyed || this.#stdin.readableEnded) {
      // It is not told again to read before it has read something: so who reads is watched for, too.
      const want = () => this.#want({ isPrompted: false });
      this.#stdin = new Readable({ read: want }).on("newListener", want);
    }
    return this.#stdin;
  }

  /**
   * Asks for a line, and blocks until it is there, as browsers and Deno do.
   *
   * @param initial  what an empty answer stands for
   */
  prompt(message = "", initial = ""): string {
    const cell = currentCell.getStore();
    if (!cell || cell !== this.#options.running()) {
      throw new Error("Cannot ask for input as the cell has ended: await what calls prompt()");
    }
    if (!cell.canAsk) throw noInput();
    let answer: string | undefined;
    this.#onAnswer = (text) => {
      answer = text;
    };
    this.#options.ask(`${message}`);
    try {
      while (answer === undefined && !cell.interruption.signal.aborted) this.#options.wait();
    } finally {
      this.#onAnswer = undefined;
    }
    if (answer === undefined) throw new Interrupted();
    return answer || `${initial}`;
  }

  /** A line that was typed. */
  answer(text: string): void {
    if (this.#onAnswer) {
      this.#onAnswer(text);
    } else if (this.#isAsked) {
      this.#isAsked = false;
      this.#stdin?.push(`${text}\n`);
    }
  }

  /** The cell has ended: what it has asked will not be answered. */
  forget(): void {
    this.#isAsked = false;
    clearTimeout(this.#timer);
  }

  /** The cell was stopped: what it still reads is no later cell's input. */
  cutOff(): void {
    this.forget();
    this.#stdin = undefined;
  }

  #want({ isPrompted }: { readonly isPrompted: boolean }): void {
    this.#reader = currentCell.getStore() ?? this.#reader;
    clearTimeout(this.#timer);
    if (isPrompted) nextTick(() => this.#ask());
    else this.#timer = setTimeout(() => this.#isRead() && this.#ask(), patienceMs).unref();
  }

  #ask(): void {
    const cell = this.#options.running();
    if (this.#isAsked || this.#onAnswer || !cell || cell !== this.#reader) return;
    this.#isAsked = true;
    if (cell.canAsk) this.#options.ask();
    else this.#options.fail(cell, noInput());
  }

  /** Whether somebody reads, beside an interface of readline that only happens to be open. */
  #isRead(): boolean {
    const stdin = this.#stdin;
    if (!stdin) return false;
    return (
      stdin.listenerCount("readable") > 0 ||
      stdin.listeners("data").some(({ name }) => name !== listenerOfReadline) ||
      this.#interfaces.listenTo(stdin)
    );
  }
}

const listenerOfReadline = "ondata";

function noInput(): Error {
  return new Error(
    "Cannot read input as nobody can be asked here, as when nbconvert or papermill run a notebook: " +
      "run the cell in JupyterLab, or give it the value as a constant",
  );
}
