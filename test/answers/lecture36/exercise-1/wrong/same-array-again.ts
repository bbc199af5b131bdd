// requirement 2: all batches are one array, emptied after each
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
    const batch: T[] = [];
    for (;;) {
      try {
        batch.push(await waitFor((signal) => queue.get({ signal }), maxWaitMs));
        if (batch.length < batchSize) continue;
      } catch (error) {
        if (error instanceof Closed) break;
        if (!(error instanceof Late)) throw error;
      }
      if (batch.length > 0) yield batch;
      batch.length = 0;
    }
    if (batch.length > 0) yield batch;
  }
}
