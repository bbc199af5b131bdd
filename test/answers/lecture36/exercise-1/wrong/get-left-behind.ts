// requirement 2: the get that was late is still there, and takes the next record for nobody
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
        batch.push(await waitFor(() => queue.get(), maxWaitMs));
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
