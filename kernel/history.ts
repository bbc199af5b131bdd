/** An entry of a history reply; with its output, if that was asked for. */
export type HistoryEntry = readonly [
  session: number,
  count: number,
  code: string | readonly [input: string, output: string | null],
];

interface Entry {
  readonly count: number;
  readonly code: string;
  readonly output: string | null;
}

interface HistoryRequest {
  readonly hist_access_type?: "range" | "tail" | "search";
  readonly n?: number;
  readonly start?: number;
  readonly stop?: number;
  readonly pattern?: string;
  readonly unique?: boolean;
  readonly output?: boolean;
}

/** What has been executed in this kernel; earlier ones are not remembered. */
export class History {
  readonly #entries: Entry[] = [];

  add(count: number, code: string, output: string | null): void {
    this.#entries.push({ count, code, output });
  }

  /** The entries that a history request asks for. */
  find(request: HistoryRequest): HistoryEntry[] {
    return this.#select(request).map(({ count, code, output }) => [
      0,
      count,
      request.output ? [code, output] : code,
    ]);
  }

  #select(request: HistoryRequest): readonly Entry[] {
    const { hist_access_type: type, n, pattern = "*", start = 1, unique } = request;
    if (type === "range") {
      const stop = request.stop ?? Number.POSITIVE_INFINITY;
      return this.#entries.filter(({ count }) => count >= start && count < stop);
    }
    let found: readonly Entry[] = this.#entries;
    if (type === "search") {
      const matches = globToRegExp(pattern);
      found = found.filter(({ code }) => matches.test(code));
      if (unique) found = [...new Map(found.map((entry) => [entry.code, entry])).values()];
    }
    if (typeof n !== "number") return found;
    return n > 0 ? found.slice(-n) : [];
  }
}

/** As IPython's: `*` is any text, `?` any character. */
function globToRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}
