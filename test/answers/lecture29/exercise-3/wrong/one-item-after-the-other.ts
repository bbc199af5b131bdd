// requirement 4: each item is awaited before the next begins
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const threadPool = new Threads({ maxWorkers: 8 });
  const processPool = new Processes({ maxWorkers: 4 });
  const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  const begunMs = performance.now();
  const results = [];
  for (const dataId of ids) results.push(await processDataItem(dataId, threadPool, processPool));
  const elapsedMs = performance.now() - begunMs;
  await Promise.all([threadPool.close(), processPool.close()]);
  return { results, elapsedMs };
}
