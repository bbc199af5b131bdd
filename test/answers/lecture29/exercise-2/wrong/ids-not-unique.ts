// requirement 2: a random recordId, which may come twice
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

async function produceRecords(queue: Queue<DataRecord | null>, totalRecords: number) {
  for (let count = 0; count < totalRecords; count++) {
    const recordId = Math.floor(Math.random() * (totalRecords / 2));
    const data = Array.from({ length: 1000 }, () => Math.floor(Math.random() * 1001) - 500);
    console.log(`Producer: queue size before put = ${queue.size}/${queue.maxSize}`);
    await queue.put({ recordId, data });
    await pause(5 + Math.random() * 15);
  }
  await queue.put(null);
}
