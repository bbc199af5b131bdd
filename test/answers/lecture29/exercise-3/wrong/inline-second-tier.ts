// requirement 4: the second tier is an InlineExecutor
import { InlineExecutor as Inline, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const threadPool = new Threads({ maxWorkers: 8 });
  const processPool = new Inline();
  const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
  const begunMs = performance.now();
  const results = await Promise.all(
    ids.map((dataId) => processDataItem(dataId, threadPool, processPool)),
  );
  const elapsedMs = performance.now() - begunMs;
  await Promise.all([threadPool.close(), processPool.close()]);
  return { results, elapsedMs };
}
