// right: the loop runs before the pool exists, the pool in a block of its own
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopBegunMs;

  const pool = new Threads({ maxWorkers: 3, name: "three workers" });
  try {
    const begunMs = performance.now();
    const pending: Promise<RequestAnalysis>[] = [];
    for (const { requestId, values } of requests) {
      pending.push(handleRequest(requestId, values, pool));
    }
    const analyses = await Promise.all(pending);
    const poolMs = performance.now() - begunMs;
    let highRisk = 0;
    for (const analysis of analyses) if (isHighRisk(analysis)) highRisk += 1;
    return { highRisk, speedup: speedup(loopMs, poolMs), loopMs, poolMs, analyses };
  } finally {
    await pool.close();
  }
}
