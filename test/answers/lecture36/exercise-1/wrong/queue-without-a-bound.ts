// requirement 1: the queue has no bound
import { BoundedQueue as Queue } from "concurrency-lab";

type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

interface AnySource {
  readonly name?: string;
  records(options: { readonly signal: AbortSignal }): AsyncIterable<SourceItem>;
}

class AsyncIngestionLayer {
  readonly queue: Queue<SourceItem>;
  readonly #sources: readonly AnySource[];

  constructor(sources: readonly AnySource[], { maxSize = 50 }: { readonly maxSize?: number } = {}) {
    this.#sources = sources;
    this.queue = new Queue({ maxSize: maxSize && Number.POSITIVE_INFINITY });
  }

  async run(durationMs: number) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), durationMs);
    try {
      const ingest = (source: AnySource) => this.#ingest(source, controller.signal);
      return await Promise.all(this.#sources.map(ingest));
    } finally {
      clearTimeout(timer);
      this.queue.close();
    }
  }

  async #ingest(source: AnySource, signal: AbortSignal) {
    const report = { name: source.name ?? "", records: 0, error: undefined as unknown };
    const over = new Promise<undefined>((resolve) => {
      signal.addEventListener("abort", () => resolve(undefined), { once: true });
    });
    try {
      const iterator = source.records({ signal })[Symbol.asyncIterator]();
      for (;;) {
        const next = await Promise.race([iterator.next(), over]);
        if (!next || next.done || signal.aborted) break;
        await this.queue.put(next.value, { signal });
        report.records += 1;
      }
    } catch (error) {
      if (!signal.aborted) report.error = error;
    }
    return report;
  }
}
