// right: ids from 1, and the line stands before the put of null, too
import { sleep as pause, type BoundedQueue as Queue } from "concurrency-lab";

async function produceRecords(queue: Queue<DataRecord | null>, totalRecords: number) {
  const putAndTell = async (item: DataRecord | null) => {
    console.log(`Producer: queue size before put = ${queue.size}/${queue.maxSize}`);
    await queue.put(item);
  };
  for (let recordId = 1; recordId <= totalRecords; recordId++) {
    const data: number[] = [];
    for (let n = 0; n < 1000; n++) data.push(Math.floor(Math.random() * 1001) - 500);
    await putAndTell({ recordId, data });
    await pause(5 + 15 * Math.random());
  }
  await putAndTell(null);
}
