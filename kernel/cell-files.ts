import { join } from "node:path";

/** How many files for cells there are at first; where all are taken, there are twice as many. */
const firstFiles = 64;
const empty = "export {};";

/**
 * The files that TypeScript takes cells for: a fixed set, which are on no disk. With the same files
 * as before, it keeps all that it knows of the others.
 */
export class CellFiles {
  readonly #folder: string;
  readonly #texts = new Map<string, string>();
  readonly #versions = new Map<string, number>();
  readonly #labels = new Map<string, string>();

  /** @param folder  the notebook's, from which imports are found */
  constructor(folder: string) {
    this.#folder = folder;
    this.#add(firstFiles);
  }

  get paths(): readonly string[] {
    return [...this.#texts.keys()];
  }

  has(path: string): boolean {
    return this.#texts.has(path);
  }

  textOf(path: string): string | undefined {
    return this.#texts.get(path);
  }

  /** Grows with each change. */
  versionOf(path: string): number {
    return this.#versions.get(path) ?? 0;
  }

  /** What a file is called in messages, such as `cell 12`. */
  labelOf(path: string): string | undefined {
    return this.#labels.get(path);
  }

  write(path: string, text: string, label?: string): void {
    if (label !== undefined) this.#labels.set(path, label);
    if (this.#texts.get(path) === text) return;
    this.#texts.set(path, text);
    this.#versions.set(path, this.versionOf(path) + 1);
  }

  /** Empties all files but those. */
  clearAllBut(kept: ReadonlySet<string>): void {
    for (const path of this.#texts.keys()) if (!kept.has(path)) this.write(path, empty);
  }

  /** A file that is none of those. */
  freeBut(taken: ReadonlySet<string>): string {
    const free = this.paths.find((path) => !taken.has(path));
    if (free !== undefined) return free;
    this.#add(this.#texts.size);
    return this.freeBut(taken);
  }

  #add(count: number): void {
    const first = this.#texts.size;
    for (let n = first; n < first + count; n++) {
      this.#texts.set(join(this.#folder, `__cell_${n}__.mts`), empty);
    }
  }
}
