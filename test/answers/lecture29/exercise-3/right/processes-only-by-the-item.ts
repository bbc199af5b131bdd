// right: one pool in the place of both
import { ProcessPool as Processes } from "concurrency-lab";

async function processesOnly() {
  const pool = new Processes({ maxWorkers: 4 });
  const begunMs = performance.now();
  const items = Array.from({ length: 12 }, (_, dataId) => processDataItem(dataId, pool, pool));
  const results = await Promise.all(items);
  const elapsedMs = performance.now() - begunMs;
  await pool.close();
  return { results, elapsedMs };
}
