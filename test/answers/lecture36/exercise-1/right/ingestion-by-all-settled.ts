// right: all sources settled or the time over, whichever comes first
import { BoundedQueue as Queue } from "concurrency-lab";

type SourceItem = Awaited<ReturnType<ReturnType<AsyncSensorSource["records"]>["next"]>>["value"];

interface AnySource {
  readonly name?: string;
  records(options: { readonly signal: AbortSignal }): AsyncIterable<SourceItem>;
}

class AsyncIngestionLayer {
  readonly queue: Queue<SourceItem>;
  #reports: { name: string; records: number; error: unknown }[];
  #sources: AnySource[];

  constructor(sources: Iterable<AnySource>, { maxSize }: { readonly maxSize: number }) {
    this.#sources = Array.from(sources);
    this.#reports = this.#sources.map(({ name = "" }) => ({ name, records: 0, error: undefined }));
    this.queue = new Queue({ maxSize });
  }

  async run(durationMs: number) {
    const controller = new AbortController();
    const { signal } = controller;
    const read = async (source: AnySource, index: number) => {
      const report = this.#reports[index]!;
      try {
        for await (const record of source.records({ signal })) {
          if (signal.aborted) return;
          await this.queue.put(record, { signal });
          report.records++;
        }
      } catch (error) {
        report.error = signal.aborted ? undefined : error;
      }
    };
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, durationMs);
    });
    await Promise.race([Promise.allSettled(this.#sources.map(read)), over]);
    clearTimeout(timer);
    controller.abort();
    this.queue.close();
    return this.#reports.map((report) => ({ ...report }));
  }
}
