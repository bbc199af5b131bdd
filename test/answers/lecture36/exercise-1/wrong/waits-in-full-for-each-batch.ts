// requirement 2: each batch is what has come in maxWaitMs, however much that is
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

class BatchAssembler {
  async *assemble<T>(
    queue: Queue<T>,
    _batchSize: number,
    maxWaitMs: number,
  ): AsyncGenerator<T[], void, undefined> {
    while (!queue.closed || queue.size > 0) {
      await pause(maxWaitMs);
      const batch: T[] = [];
      for (let taken = queue.tryGet(); taken; taken = queue.tryGet()) batch.push(taken.value);
      if (batch.length > 0) yield batch;
    }
  }
}
