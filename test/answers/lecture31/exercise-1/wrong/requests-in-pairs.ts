// requirement 4: two at a time
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const threadPool = new Threads({ maxWorkers: 10 });
  const processPool = new Processes({ maxWorkers: 4 });
  const ids = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const begunMs = performance.now();
  const results = [];
  for (let id = 0; id < ids.length; id += 2) {
    const pair = [id, id + 1].map((one) => handleRequest(one, threadPool, processPool));
    results.push(...(await Promise.all(pair)));
  }
  const elapsedMs = performance.now() - begunMs;
  await Promise.all([threadPool.close(), processPool.close()]);
  return { results, elapsedMs };
}
