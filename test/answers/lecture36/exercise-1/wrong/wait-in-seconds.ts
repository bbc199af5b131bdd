// requirement 2: the wait is taken for seconds
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
    for (;;) {
      try {
        batch.push(await waitFor((signal) => queue.get({ signal }), 1000 * maxWaitMs));
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
