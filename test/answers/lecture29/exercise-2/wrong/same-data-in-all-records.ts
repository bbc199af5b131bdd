// requirement 2: the data are drawn once, and all records share them
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

async function produceRecords(queue: Queue<DataRecord | null>, totalRecords: number) {
  const data = Array.from({ length: 1000 }, () => Math.floor(Math.random() * 1001) - 500);
  for (let recordId = 0; recordId < totalRecords; recordId++) {
    console.log(`Producer: queue size before put = ${queue.size}/${queue.maxSize}`);
    await queue.put({ recordId, data });
    await pause(5 + Math.random() * 15);
  }
  await queue.put(null);
}
