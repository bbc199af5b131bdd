// right: processes that are started before the clock is; its time is printed
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const threadPool = new Threads({ maxWorkers: 10 });
  const processPool = new Processes({ maxWorkers: 4 });
  try {
    await Promise.all([0, 1, 2, 3].map(() => processPool.run(() => 0)));
    const begunMs = Date.now();
    const results = await Promise.all(
      [...Array(10).keys()].map((id) => handleRequest(id, threadPool, processPool)),
    );
    const elapsedMs = Date.now() - begunMs;
    console.log(`Ten requests at once: ${elapsedMs} ms`);
    return { results, elapsedMs };
  } finally {
    await processPool.close();
    await threadPool.close();
  }
}
