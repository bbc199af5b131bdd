// right: threads in the place of processes, the two calls written out
import { ThreadPool as Threads } from "concurrency-lab";

async function processesOnly() {
  const pool = new Threads({ maxWorkers: 4 });
  const begunMs = Date.now();
  const fetchAndAnalyze = async (dataId: number) => {
    const values = await pool.run(fetchDataFromLegacySystem, dataId);
    const analysis = await pool.run(runAnalysis, values);
    return { ...analysis, dataId };
  };
  try {
    const results = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(fetchAndAnalyze));
    return { results, elapsedMs: Date.now() - begunMs };
  } finally {
    await pool.close();
  }
}
