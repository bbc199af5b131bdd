// requirement 5: "processes only" fetches on the event loop
import { ProcessPool as Processes } from "concurrency-lab";

async function processesOnly() {
  const pool = new Processes({ maxWorkers: 4 });
  const begunMs = performance.now();
  const results = await Promise.all(
    Array.from({ length: 12 }, async (_, dataId) => {
      const values = fetchDataFromLegacySystem(dataId);
      return { dataId, ...(await pool.run(runAnalysis, values)) };
    }),
  );
  const elapsedMs = performance.now() - begunMs;
  await pool.close();
  return { results, elapsedMs };
}
