// requirement 5: the "sequential" run has four items under way at a time
import { ThreadPool as Threads } from "concurrency-lab";

async function sequentially() {
  const pool = new Threads({ maxWorkers: 4 });
  const begunMs = performance.now();
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, dataId) => processDataItem(dataId, pool, pool)),
  );
  const elapsedMs = performance.now() - begunMs;
  await pool.close();
  return { results, elapsedMs };
}
