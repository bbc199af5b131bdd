import type { Header } from "./messages.ts";
import type { StreamName } from "./output.ts";

/** What is written in one go as far as its reader is concerned. */
export interface Written {
  readonly parent: Header;
  readonly name: StreamName;
  readonly text: string;
  /** What it counts for until it is sent. */
  readonly size: number;
}

/** How long a text may wait for the next, and how many characters go together. */
const joinMs = 10;
const mostCharacters = 64 * 1024;

/** Joins what is written to a stream in short succession: a message for each line is too many. */
export class JoinedOutput {
  readonly #publish: (written: Written) => void;
  #first: Written | undefined;
  #texts: string[] = [];
  #length = 0;
  #size = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param publish  takes what was joined */
  constructor(publish: (written: Written) => void) {
    this.#publish = publish;
  }

  write(written: Written): void {
    const { parent, name, text, size } = written;
    const first = this.#first;
    const isOther = first && (first.parent.msg_id !== parent.msg_id || first.name !== name);
    if (isOther || this.#length + text.length > mostCharacters) this.flush();
    this.#first ??= written;
    this.#texts.push(text);
    this.#length += text.length;
    this.#size += size;
    this.#timer ??= setTimeout(() => this.flush(), joinMs);
  }

  /** Takes back the line that was begun on stdout, if it has not been published yet. */
  takeBegunLine(): string {
    if (this.#first?.name !== "stdout") return "";
    const text = this.#texts.join("");
    const start = text.lastIndexOf("\n") + 1;
    this.#texts = [text.slice(0, start)];
    return text.slice(start);
  }

  /** Publishes what has been joined: before anything else is shown, as order is to be kept. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#first) return;
    this.#publish({ ...this.#first, text: this.#texts.join(""), size: this.#size });
    this.#first = undefined;
    this.#texts = [];
    this.#length = 0;
    this.#size = 0;
  }
}
