// requirement 5: one request after the other, but through the pools
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function sequentially() {
  await using threadPool = new Threads({ maxWorkers: 1 });
  await using processPool = new Processes({ maxWorkers: 1 });
  const begunMs = performance.now();
  const results = [];
  for (let id = 0; id < 10; id++) results.push(await handleRequest(id, threadPool, processPool));
  return { results, elapsedMs: performance.now() - begunMs };
}
