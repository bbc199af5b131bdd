// requirement 1: a record of each queue in turn
import { BoundedQueue as Bounded } from "concurrency-lab";

type QueueEntry = SensorRecord;

class PriorityBatchQueue {
  readonly criticalQueue = new Bounded<QueueEntry>({ maxSize: 100 });
  readonly normalQueue = new Bounded<QueueEntry>({ maxSize: 100 });
  #change = Promise.withResolvers<void>();

  async put(record: QueueEntry, priority: "CRITICAL" | "NORMAL"): Promise<void> {
    const queue = priority === "CRITICAL" ? this.criticalQueue : this.normalQueue;
    await queue.put(record);
    this.#tell();
  }

  async getBatch(batchSize: number): Promise<QueueEntry[]> {
    for (;;) {
      const batch: QueueEntry[] = [];
      const queues = [this.criticalQueue, this.normalQueue];
      for (let turn = 0; batch.length < batchSize; turn++) {
        if (queues.every(({ size }) => size === 0)) break;
        const taken = queues[turn % 2]?.tryGet();
        if (taken) batch.push(taken.value);
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
