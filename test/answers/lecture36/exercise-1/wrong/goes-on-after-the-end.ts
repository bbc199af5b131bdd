// requirement 1: the run returns on time, but its sources go on and put records
import { sleep as pause, BoundedQueue as Queue } from "concurrency-lab";

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
    const reports = this.#sources.map(({ name = "" }) => {
      return { name, records: 0, error: undefined as unknown };
    });
    const { signal } = new AbortController();
    const ingest = async (source: AnySource, index: number) => {
      const report = reports[index]!;
      try {
        for await (const record of source.records({ signal })) {
          await this.queue.put(record);
          report.records += 1;
        }
      } catch (error) {
        report.error = error;
      }
    };
    await Promise.race([Promise.all(this.#sources.map(ingest)), pause(durationMs)]);
    return reports;
  }
}
