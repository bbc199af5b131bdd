// requirement 5: the sizes are those after each put
import { BoundedQueue as Queue, ThreadPool as Threads } from "concurrency-lab";

async function main(maxSize: number, consume = consumeRecords) {
  const queue = new Queue<DataRecord | null>({ maxSize });
  const sizes: number[] = [];
  const put = queue.put.bind(queue);
  queue.put = (item, options) => {
    return put(item, options).then(() => {
      if (item !== null) sizes.push(queue.size);
    });
  };
  const results: TransformedRecord[] = [];
  const pool = new Threads({ maxWorkers: 4 });
  await Promise.all([produceRecords(queue, 20), consume(queue, pool, results)]);
  await pool.close();
  results.sort(([a], [b]) => a - b);
  const average = results.reduce((sum, [, result]) => sum + result, 0) / results.length;
  return { results, average, sizes };
}
