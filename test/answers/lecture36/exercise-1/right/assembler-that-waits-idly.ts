// right: no deadline for a batch's first record, one timer for each further one
import { QueueClosedError as Closed, type BoundedQueue as Queue } from "concurrency-lab";

class BatchAssembler {
  async *assemble<T>(queue: Queue<T>, batchSize: number, maxWaitMs: number): AsyncGenerator<T[]> {
    const end = (error: unknown) => {
      if (error instanceof Closed) return undefined;
      throw error;
    };
    for (;;) {
      const first = await queue.get().then((value) => ({ value }), end);
      if (!first) return;
      const batch = [first.value];
      while (batch.length < batchSize) {
        const next = queue.tryGet() ?? (await this.#next(queue, maxWaitMs));
        if (!next) break;
        batch.push(next.value);
      }
      yield batch;
    }
  }

  /** Nothing if no record comes in time, or none any more. */
  async #next<T>(queue: Queue<T>, maxWaitMs: number): Promise<{ readonly value: T } | undefined> {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), maxWaitMs);
    try {
      return { value: await queue.get({ signal: controller.signal }) };
    } catch (error) {
      if (controller.signal.aborted || error instanceof Closed) return undefined;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}
