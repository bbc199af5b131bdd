// requirement 1: a record that finds its queue full is dropped
import { BoundedQueue as Bounded } from "concurrency-lab";

type QueueEntry = SensorRecord;

class PriorityBatchQueue {
  readonly criticalQueue = new Bounded<QueueEntry>({ maxSize: 100 });
  readonly normalQueue = new Bounded<QueueEntry>({ maxSize: 100 });
  #change = Promise.withResolvers<void>();

  async put(record: QueueEntry, priority: "CRITICAL" | "NORMAL"): Promise<void> {
    const queue = priority === "CRITICAL" ? this.criticalQueue : this.normalQueue;
    queue.tryPut(record);
    this.#tell();
  }

  async getBatch(batchSize: number): Promise<QueueEntry[]> {
    for (;;) {
      const batch: QueueEntry[] = [];
      for (const queue of [this.criticalQueue, this.normalQueue]) {
        while (batch.length < batchSize) {
          const taken = queue.tryGet();
          if (!taken) break;
          batch.push(taken.value);
        }
      }
      if (batch.length > 0 || this.criticalQueue.closed) return batch;
      await this.#change.promise;
    }
  }

  close(): void {
    this.criticalQueue.close();
    this.normalQueue.close();
    this.#tell();
  }

  #tell(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
