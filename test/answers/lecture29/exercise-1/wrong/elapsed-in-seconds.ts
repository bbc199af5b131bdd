// requirement 3: the elapsed time is in seconds
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const pool = new Threads({ maxWorkers: 3 });
  const begunMs = performance.now();
  const analyses = await Promise.all(
    requests.map(({ requestId, values }) => handleRequest(requestId, values, pool)),
  );
  const poolMs = (performance.now() - begunMs) / 1000;
  await pool.close();
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = (performance.now() - loopBegunMs) / 1000;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
