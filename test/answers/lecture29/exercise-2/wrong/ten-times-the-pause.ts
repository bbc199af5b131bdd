// requirement 2: the pauses are ten times as long as they should be
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

async function produceRecords(queue: Queue<DataRecord | null>, totalRecords: number) {
  for (let recordId = 0; recordId < totalRecords; recordId++) {
    const data = Array.from({ length: 1000 }, () => Math.floor(Math.random() * 1001) - 500);
    console.log(`Producer: queue size before put = ${queue.size}/${queue.maxSize}`);
    await queue.put({ recordId, data });
    await pause(50 + Math.random() * 150);
  }
  await queue.put(null);
}
