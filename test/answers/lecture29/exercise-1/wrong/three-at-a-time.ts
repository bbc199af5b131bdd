// requirement 3: the next three are dispatched when the last three are complete
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const pool = new Threads({ maxWorkers: 3 });
  const begunMs = performance.now();
  const analyses: RequestAnalysis[] = [];
  for (let from = 0; from < requests.length; from += 3) {
    const three = requests.slice(from, from + 3);
    analyses.push(
      ...(await Promise.all(
        three.map(({ requestId, values }) => handleRequest(requestId, values, pool)),
      )),
    );
  }
  const poolMs = performance.now() - begunMs;
  await pool.close();
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopBegunMs;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
