import assert from "node:assert/strict";
import { constants } from "node:fs";
import { appendFile, type FileHandle, open } from "node:fs/promises";
import { inspect } from "node:util";
import type { DeadLetter } from "./dead-letter.ts";

const version = 1;

/** One line: a letter, as it is now, or the id of one that has left. */
export type DeadLetterChange<T> =
  | { readonly letter: DeadLetter<T> }
  | { readonly resolved: number };

/** How a file of dead letters is opened. */
export interface DeadLetterFileOptions {
  /**
   * What to do if the last line was not written to its end, as the process or the machine died: to
   * move it to a file of the same name with `.torn` behind it, or to refuse the file.
   *
   * @default false
   */
  readonly repair?: boolean;
}

/**
 * Dead letters on a disk, a line of JSON for each change: it only ever grows, so what has been
 * written is safe from whatever comes later.
 *
 * JSON knows neither NaN nor the infinities, of which a log of bad records is full. They are written
 * as `{"$number":"NaN"}`.
 */
export class DeadLetterFile<T> {
  readonly #path: string;
  readonly #handle: FileHandle;
  /** Where the next line begins; what is behind it is what a failed attempt has left. */
  #end: number;
  #unwritten: string[] = [];
  #writing: Promise<void> = Promise.resolve();
  #unfit: Error | undefined;
  #closing: Promise<void> | undefined;

  private constructor(path: string, handle: FileHandle, end: number) {
    this.#path = path;
    this.#handle = handle;
    this.#end = end;
  }

  static async open<T>(
    path: string,
    { repair = false }: DeadLetterFileOptions,
  ): Promise<{ file: DeadLetterFile<T>; letters: Iterable<DeadLetter<T>>; nextId: number }> {
    const handle = await open(path, constants.O_RDWR | constants.O_CREAT);
    try {
      const bytes = await handle.readFile();
      const end = bytes.lastIndexOf("\n") + 1;
      const torn = bytes.subarray(end);
      if (torn.length > 0 && !repair) {
        throw new Error(
          `Cannot open ${path} as its last line was not written to its end: open it with \`repair: true\` to move that line to ${path}.torn`,
        );
      }
      if (torn.length > 0) {
        await appendFile(`${path}.torn`, `${torn}\n`);
        await handle.truncate(end);
      }
      const letters = new Map<number, DeadLetter<T>>();
      let nextId = 1;
      for (const [i, line] of bytes.subarray(0, end).toString().split("\n").entries()) {
        if (line === "") continue;
        const change = decode<T>(line, `line ${i + 1} of ${path}`);
        const id = "letter" in change ? change.letter.id : change.resolved;
        nextId = Math.max(nextId, id + 1);
        if ("letter" in change) letters.set(id, change.letter);
        else letters.delete(id);
      }
      return { file: new DeadLetterFile(path, handle, end), letters: letters.values(), nextId };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Notes a change, which `flush` writes; of one that cannot be written, it tells then. */
  note(change: DeadLetterChange<T>): void {
    try {
      const line = encode(change);
      // Found out now, and not when the letter is needed.
      assert.deepStrictEqual(decode(line, this.#path), change);
      this.#unwritten.push(line);
    } catch (cause) {
      this.#unfit ??= new TypeError(
        `Cannot write a dead letter to ${this.#path} as JSON does not bring it back as it is: ${inspect(change)}`,
        { cause },
      );
    }
  }

  /** Writes what has been noted. If that fails, it is as if nothing had been written. */
  flush(): Promise<void> {
    this.#writing = this.#writing.catch(() => {}).then(() => this.#write());
    return this.#writing;
  }

  close(): Promise<void> {
    this.#closing ??= this.flush().finally(() => this.#handle.close());
    return this.#closing;
  }

  async #write(): Promise<void> {
    const lines = this.#unwritten.length;
    const bytes = Buffer.from(this.#unwritten.join(""));
    try {
      for (let written = 0; written < bytes.length; ) {
        const position = this.#end + written;
        const rest = bytes.length - written;
        written += (await this.#handle.write(bytes, written, rest, position)).bytesWritten;
      }
      if (bytes.length > 0) await this.#handle.datasync();
    } catch (cause) {
      throw new Error(
        `Cannot write ${lines} dead letters to ${this.#path}, which are kept in memory: make room, and call \`flush\``,
        { cause },
      );
    }
    this.#end += bytes.length;
    this.#unwritten.splice(0, lines);
    const unfit = this.#unfit;
    this.#unfit = undefined;
    if (unfit) throw unfit;
  }
}

function encode<T>(change: DeadLetterChange<T>): string {
  const text = JSON.stringify({ version, ...change }, (_, value: unknown) =>
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? { $number: Object.is(value, -0) ? "-0" : String(value) }
      : value,
  );
  return `${text}\n`;
}

/** @param where  for the error */
function decode<T>(line: string, where: string): DeadLetterChange<T> {
  let found: ({ version?: unknown } & DeadLetterChange<T>) | null;
  try {
    found = JSON.parse(line, (_, value: { $number?: string } | null) =>
      typeof value?.$number === "string" ? Number(value.$number) : value,
    );
  } catch (cause) {
    throw new Error(`Cannot read ${where} as it is not JSON: mend or remove it`, { cause });
  }
  const { version: foundVersion, ...change } = found ?? {};
  if (foundVersion !== version || !("letter" in change || "resolved" in change)) {
    throw new Error(
      `Cannot read ${where} as it is not a dead letter of version ${version}: received ${line.slice(0, 80).trimEnd()}. A newer version of this library may have written it`,
    );
  }
  return change;
}
