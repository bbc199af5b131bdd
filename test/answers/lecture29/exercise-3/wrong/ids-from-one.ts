// requirement 4: the ids go from 1 to 12
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const threadPool = new Threads({ maxWorkers: 8 });
  const processPool = new Processes({ maxWorkers: 4 });
  const ids = Array.from({ length: 12 }, (_, index) => index + 1);
  const begunMs = performance.now();
  const results = await Promise.all(
    ids.map((dataId) => processDataItem(dataId, threadPool, processPool)),
  );
  const elapsedMs = performance.now() - begunMs;
  await Promise.all([threadPool.close(), processPool.close()]);
  return { results, elapsedMs };
}
