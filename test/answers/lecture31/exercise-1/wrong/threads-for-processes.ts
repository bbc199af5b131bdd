// requirement 4: the second tier is a thread pool, too
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const threadPool = new Threads({ maxWorkers: 10 });
  const processPool = new Threads({ maxWorkers: 4 });
  const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const begunMs = performance.now();
  const results = await Promise.all(ids.map((id) => handleRequest(id, threadPool, processPool)));
  const elapsedMs = performance.now() - begunMs;
  await Promise.all([threadPool.close(), processPool.close()]);
  return { results, elapsedMs };
}
