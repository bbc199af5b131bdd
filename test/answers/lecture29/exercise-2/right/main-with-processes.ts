// right: a pool of processes, the pool closed in a finally
import { ProcessPool as Processes, BoundedQueue as Queue } from "concurrency-lab";

async function main(maxSize: number, consume = consumeRecords) {
  const queue = new Queue<DataRecord | null>({ maxSize });
  const sizes: number[] = [];
  const put = queue.put.bind(queue);
  queue.put = (item, options) => {
    if (item !== null) sizes.push(queue.size);
    return put(item, options);
  };
  const results: TransformedRecord[] = [];
  const pool = new Processes({ maxWorkers: 4 });
  try {
    await Promise.all([produceRecords(queue, 20), consume(queue, pool, results)]);
  } finally {
    await pool.close();
  }
  results.sort(([a], [b]) => (a < b ? -1 : 1));
  let total = 0;
  for (const [, result] of results) total += result;
  return { results, average: total / results.length, sizes, maxSize };
}
