// requirement 5: "processes only" has eight workers, where it is to have the four of main
import { ProcessPool as Processes } from "concurrency-lab";

async function processesOnly() {
  const pool = new Processes({ maxWorkers: 8 });
  const begunMs = performance.now();
  const results = await Promise.all(
    Array.from({ length: 12 }, (_, dataId) => processDataItem(dataId, pool, pool)),
  );
  const elapsedMs = performance.now() - begunMs;
  await pool.close();
  return { results, elapsedMs };
}
