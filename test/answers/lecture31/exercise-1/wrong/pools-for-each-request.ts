// requirement 4: a pair of pools for each request
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const begunMs = performance.now();
  const results = await Promise.all(
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(async (id) => {
      await using threadPool = new Threads({ maxWorkers: 10 });
      await using processPool = new Processes({ maxWorkers: 4 });
      return await handleRequest(id, threadPool, processPool);
    }),
  );
  return { results, elapsedMs: performance.now() - begunMs };
}
