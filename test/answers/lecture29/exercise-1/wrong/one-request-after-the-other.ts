// requirement 3: each request is awaited before the next is dispatched
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const pool = new Threads({ maxWorkers: 3 });
  const begunMs = performance.now();
  const analyses: RequestAnalysis[] = [];
  for (const { requestId, values } of requests) {
    analyses.push(await handleRequest(requestId, values, pool));
  }
  const poolMs = performance.now() - begunMs;
  await pool.close();
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopBegunMs;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
