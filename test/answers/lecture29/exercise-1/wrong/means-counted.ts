// requirement 4: the means above 0.6 are counted, not the risks
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const pool = new Threads({ maxWorkers: 3 });
  const begunMs = performance.now();
  const analyses = await Promise.all(
    requests.map(({ requestId, values }) => handleRequest(requestId, values, pool)),
  );
  const poolMs = performance.now() - begunMs;
  await pool.close();
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopBegunMs;
  const highRisk = analyses.filter((analysis) => analysis.mean > 0.6).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
