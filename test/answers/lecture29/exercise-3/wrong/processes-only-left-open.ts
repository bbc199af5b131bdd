// requirement 5: the pool of "processes only" is never closed
import { ProcessPool as Processes } from "concurrency-lab";

async function processesOnly() {
  const pool = new Processes({ maxWorkers: 4 });
  const begunMs = performance.now();
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, dataId) => processDataItem(dataId, pool, pool)),
  );
  return { results, elapsedMs: performance.now() - begunMs };
}
