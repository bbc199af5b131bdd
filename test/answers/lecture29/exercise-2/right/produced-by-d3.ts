// right: d3's random integers, 500 left out; node's own sleep; a while loop
import { setTimeout as pause } from "node:timers/promises";
import type { BoundedQueue as Queue } from "concurrency-lab";
import { randomInt as integer, randomUniform as uniform } from "d3-random";

async function produceRecords(
  queue: Queue<DataRecord | null>,
  totalRecords: number,
): Promise<void> {
  const draw = integer(-500, 500);
  const latencyMs = uniform(5, 20);
  let recordId = 0;
  while (recordId < totalRecords) {
    const record: DataRecord = { recordId: recordId++, data: Array.from({ length: 1000 }, draw) };
    console.log("Producer: queue size before put = %d/%d", queue.size, queue.maxSize);
    await queue.put(record);
    await pause(latencyMs());
  }
  await queue.put(null);
}
