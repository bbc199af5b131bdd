// right: a deadline around each source, which may outlive it but puts no more
import {
  TimeoutError as Late,
  BoundedQueue as Queue,
  withDeadline as waitFor,
} from "concurrency-lab";

type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

interface AnySource {
  readonly name?: string;
  records(options: { readonly signal: AbortSignal }): AsyncIterable<SourceItem>;
}

class AsyncIngestionLayer {
  readonly queue: Queue<SourceItem>;
  readonly sources: readonly AnySource[];

  constructor(sources: readonly AnySource[], options: { readonly maxSize?: number } = {}) {
    this.sources = [...sources];
    this.queue = new Queue({ maxSize: options.maxSize ?? 50 });
  }

  async run(durationMs: number) {
    const reports = await Promise.all(this.sources.map((one) => this.ingest(one, durationMs)));
    this.queue.close();
    return reports;
  }

  async ingest(source: AnySource, durationMs: number) {
    const report: { name: string; records: number; error?: unknown } = {
      name: source.name ?? "",
      records: 0,
    };
    const readAll = async (signal: AbortSignal) => {
      for await (const record of source.records({ signal })) {
        await this.queue.put(record, { signal });
        report.records++;
      }
    };
    try {
      await waitFor(readAll, durationMs);
    } catch (error) {
      if (!(error instanceof Late)) report.error = error;
    }
    return { ...report };
  }
}
