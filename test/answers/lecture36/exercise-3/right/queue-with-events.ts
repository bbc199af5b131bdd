// right: an event tells of each put, the rest is counted down
import { EventEmitter as Emitter, once as onceMore } from "node:events";
import { BoundedQueue as Bounded } from "concurrency-lab";

type QueueEntry = SensorRecord;

class PriorityBatchQueue {
  readonly criticalQueue: Bounded<QueueEntry> = new Bounded({ maxSize: 100 });
  readonly normalQueue: Bounded<QueueEntry> = new Bounded({ maxSize: 100 });
  readonly #events = new Emitter().setMaxListeners(0);

  put(record: QueueEntry, priority: "CRITICAL" | "NORMAL"): Promise<void> {
    const { criticalQueue, normalQueue } = this;
    const queue = { CRITICAL: criticalQueue, NORMAL: normalQueue }[priority];
    return queue.put(record).then(() => {
      this.#events.emit("change");
    });
  }

  async getBatch(batchSize: number): Promise<QueueEntry[]> {
    const isEmpty = () => this.criticalQueue.size + this.normalQueue.size === 0;
    while (isEmpty() && !this.normalQueue.closed) await onceMore(this.#events, "change");
    const batch: QueueEntry[] = [];
    let left = batchSize;
    while (left-- > 0) {
      const taken = this.criticalQueue.tryGet() ?? this.normalQueue.tryGet();
      if (taken) batch.push(taken.value);
    }
    return batch;
  }

  close(): void {
    for (const queue of [this.normalQueue, this.criticalQueue]) queue.close();
    this.#events.emit("change");
  }
}
