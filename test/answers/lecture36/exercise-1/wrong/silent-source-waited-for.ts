// requirement 1: the end is seen only when a source has a record
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
    this.queue = new Queue({ maxSize });
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
    try {
      for await (const record of source.records({ signal })) {
        if (signal.aborted) break;
        await this.queue.put(record, { signal });
        report.records += 1;
      }
    } catch (error) {
      if (!signal.aborted) report.error = error;
    }
    return report;
  }
}
