/** A line of a history reply: the session, the execution count, the text. */
export type HistoryEntry = readonly [session: number, count: number, code: string];

interface HistoryRequest {
  readonly hist_access_type?: "range" | "tail" | "search";
  readonly n?: number;
  readonly start?: number;
  readonly stop?: number;
  readonly pattern?: string;
  readonly unique?: boolean;
}

/** What has been executed in this kernel; earlier ones are not remembered. */
export class History {
  readonly #entries: HistoryEntry[] = [];

  add(count: number, code: string): void {
    this.#entries.push([0, count, code]);
  }

  /** The entries that a history request asks for. */
  find(request: HistoryRequest): HistoryEntry[] {
    const { hist_access_type: type, n, pattern = "*", start = 1, unique } = request;
    if (type === "range") {
      const stop = request.stop ?? Number.POSITIVE_INFINITY;
      return this.#entries.filter(([, count]) => count >= start && count < stop);
    }
    let found = this.#entries;
    if (type === "search") {
      const matches = globToRegExp(pattern);
      found = found.filter(([, , code]) => matches.test(code));
      if (unique) found = [...new Map(found.map((entry) => [entry[2], entry])).values()];
    }
    if (n === undefined) return [...found];
    return n > 0 ? found.slice(-n) : [];
  }
}

/** As IPython's: `*` is any text, `?` any character. */
function globToRegExp(pattern: string): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}
