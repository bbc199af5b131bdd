// right: a get that is late is not cancelled: the next batch begins with it
import { QueueClosedError as Closed, type BoundedQueue as Queue } from "concurrency-lab";

class BatchAssembler {
  async *assemble<T>(queue: Queue<T>, batchSize: number, maxWaitMs: number): AsyncGenerator<T[]> {
    const take = () =>
      queue.get().then(
        (value) => ({ value }),
        (error) => ({ error }),
      );
    let batch: T[] = [];
    let pending = take();
    for (;;) {
      const late = Promise.withResolvers<undefined>();
      const timer = setTimeout(() => late.resolve(undefined), maxWaitMs);
      const taken = await Promise.race([pending, late.promise]);
      clearTimeout(timer);
      if (taken && "error" in taken) {
        if (batch.length > 0) yield batch;
        if (taken.error instanceof Closed) return;
        throw taken.error;
      }
      if (taken) batch.push(taken.value);
      if (batch.length === batchSize || (!taken && batch.length > 0)) {
        const full = batch;
        batch = [];
        if (taken) pending = take();
        yield full;
      } else if (taken) {
        pending = take();
      }
    }
  }
}
