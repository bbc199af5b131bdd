// requirement 5: the queue holds five, whatever maxSize says
import { BoundedQueue as Queue, ThreadPool as Threads } from "concurrency-lab";

async function main(_maxSize: number, consume = consumeRecords) {
  const queue = new Queue<DataRecord | null>({ maxSize: 5 });
  const sizes: number[] = [];
  const put = queue.put.bind(queue);
  queue.put = (item, options) => {
    if (item !== null) sizes.push(queue.size);
    return put(item, options);
  };
  const results: TransformedRecord[] = [];
  const pool = new Threads({ maxWorkers: 4 });
  await Promise.all([produceRecords(queue, 20), consume(queue, pool, results)]);
  await pool.close();
  results.sort(([a], [b]) => a - b);
  const average = results.reduce((sum, [, result]) => sum + result, 0) / results.length;
  return { results, average, sizes };
}
