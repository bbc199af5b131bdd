// requirement 2: the numbers are not integers
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

async function produceRecords(queue: Queue<DataRecord | null>, totalRecords: number) {
  for (let recordId = 0; recordId < totalRecords; recordId++) {
    const data = Array.from({ length: 1000 }, () => Math.random() * 1000 - 500);
    console.log(`Producer: queue size before put = ${queue.size}/${queue.maxSize}`);
    await queue.put({ recordId, data });
    await pause(5 + Math.random() * 15);
  }
  await queue.put(null);
}
