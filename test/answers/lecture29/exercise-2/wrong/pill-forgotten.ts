// requirement 2: no null at the end, so the consumer waits for ever
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

async function produceRecords(queue: Queue<DataRecord | null>, totalRecords: number) {
  for (let recordId = 0; recordId < totalRecords; recordId++) {
    const data = Array.from({ length: 1000 }, () => Math.floor(Math.random() * 1001) - 500);
    console.log(`Producer: queue size before put = ${queue.size}/${queue.maxSize}`);
    await queue.put({ recordId, data });
    await pause(5 + Math.random() * 15);
  }
}
