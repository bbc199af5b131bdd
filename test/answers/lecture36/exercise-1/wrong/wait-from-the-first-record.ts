// requirement 2: the wait is counted from the batch's first record
import {
  QueueClosedError as Closed,
  TimeoutError as Late,
  type BoundedQueue as Queue,
  withDeadline as waitFor,
} from "concurrency-lab";

class BatchAssembler {
  async *assemble<T>(
    queue: Queue<T>,
    batchSize: number,
    maxWaitMs: number,
  ): AsyncGenerator<T[], void, undefined> {
    let batch: T[] = [];
    let endMs = 0;
    for (;;) {
      try {
        const leftMs = batch.length === 0 ? maxWaitMs : Math.max(0, endMs - performance.now());
        batch.push(await waitFor((signal) => queue.get({ signal }), leftMs));
        if (batch.length === 1) endMs = performance.now() + maxWaitMs;
        if (batch.length < batchSize) continue;
      } catch (error) {
        if (error instanceof Closed) break;
        if (!(error instanceof Late)) throw error;
      }
      if (batch.length > 0) yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }
}
