// requirement 1: no timer: the clock is looked at after each record
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
    const endMs = performance.now() + durationMs;
    try {
      const ingest = (source: AnySource) => this.#ingest(source, controller.signal, endMs);
      return await Promise.all(this.#sources.map(ingest));
    } finally {
      this.queue.close();
    }
  }

  async #ingest(source: AnySource, signal: AbortSignal, endMs: number) {
    const report = { name: source.name ?? "", records: 0, error: undefined as unknown };
    try {
      for await (const record of source.records({ signal })) {
        await this.queue.put(record, { signal });
        report.records += 1;
        if (performance.now() >= endMs) break;
      }
    } catch (error) {
      if (!signal.aborted) report.error = error;
    }
    return report;
  }
}
