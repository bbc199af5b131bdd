// requirement 3: a pool for each request, where one is to be shared
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const begunMs = performance.now();
  const analyses = await Promise.all(
    requests.map(async ({ requestId, values }) => {
      const pool = new Threads({ maxWorkers: 3 });
      const analysis = await handleRequest(requestId, values, pool);
      await pool.close();
      return analysis;
    }),
  );
  const poolMs = performance.now() - begunMs;
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopBegunMs;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
