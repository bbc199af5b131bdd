import { basename } from "node:path";
import { describePlace, type Result } from "./result.ts";
import { cut } from "./text.ts";

/** What progress is shown on: `process.stderr`. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Shows how far the run is: on a terminal in one line that is rewritten in place, elsewhere in a
 * line for each notebook that is done.
 */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #total: number;
  /** What each running notebook is at. */
  readonly #running = new Map<string, string>();
  readonly #startedAt = performance.now();
  readonly #clock: NodeJS.Timeout | undefined;
  #done = 0;

  constructor(total: number, stream: ProgressStream = process.stderr) {
    this.#total = total;
    this.#stream = stream;
    // The seconds that go by show that a long cell is still waited for.
    if (stream.isTTY) this.#clock = setInterval(() => this.#rewrite(), 1_000);
  }

  /** How many notebooks are done. */
  get done(): number {
    return this.#done;
  }

  /** Notes that a notebook is at one of its `cells` code cells; at 0 while its kernel starts. */
  reach(notebook: string, cell: number, cells: number) {
    const where = cell === 0 ? "starts" : `cell ${cell}/${cells}`;
    this.#running.set(notebook, `${basename(notebook, ".ipynb")} ${where}`);
    this.#rewrite();
  }

  /** Notes that a notebook is done. */
  finish({ notebook, seconds, error }: Result) {
    this.#running.delete(notebook);
    this.#done++;
    this.#rewrite();
    if (this.#stream.isTTY) return;
    const count = `[${this.#done}/${this.#total}]`;
    const time = `${seconds.toFixed(1)} s`;
    const outcome = error
      ? `failed after ${time}: ${[describePlace(error), error.message].filter(Boolean).join(": ")}`
      : `passed in ${time}`;
    this.#stream.write(`${count} ${notebook} ${outcome}\n`);
  }

  /** Takes the live line away, for good. */
  close() {
    clearInterval(this.#clock);
    if (this.#stream.isTTY) this.#stream.write("\r\x1b[K");
  }

  #rewrite() {
    if (!this.#stream.isTTY) return;
    const seconds = Math.round((performance.now() - this.#startedAt) / 1_000);
    const line = [
      `${this.#done}/${this.#total} done`,
      `${seconds} s`,
      ...this.#running.values(),
    ].join(" · ");
    // A full line would take some terminals to the next one, from where there is no way back.
    this.#stream.write(`\r\x1b[K${cut(line, (this.#stream.columns ?? 80) - 1)}`);
  }
}
