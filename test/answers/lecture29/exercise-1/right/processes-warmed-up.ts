// right: a pool of processes, started before the clock is, the time of its closing counted
import { ProcessPool as Processes } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const pool = new Processes({ maxWorkers: 3 });
  await Promise.all([0, 1, 2].map((n) => pool.run((nothing: number) => nothing, n)));

  const begunNs = process.hrtime.bigint();
  const analyses = await Promise.all(
    requests.map((request) => handleRequest(request.requestId, request.values, pool)),
  );
  await pool.close();
  const poolMs = Number(process.hrtime.bigint() - begunNs) / 1e6;

  const loopBegunNs = process.hrtime.bigint();
  const again = runSequentially(requests);
  const loopMs = Number(process.hrtime.bigint() - loopBegunNs) / 1e6;
  const highRisk = again.reduce((count, analysis) => count + Number(isHighRisk(analysis)), 0);
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
