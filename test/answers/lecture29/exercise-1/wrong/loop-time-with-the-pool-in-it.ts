// requirement 5: the loop's clock began with the pool's, so it counts both runs
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
  runSequentially(requests);
  const loopMs = performance.now() - begunMs;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
