// requirement 3: an InlineExecutor in place of a pool of three workers
import { InlineExecutor as Inline } from "concurrency-lab";

async function main() {
  const requests = makeRequests();
  const executor = new Inline();
  const begunMs = performance.now();
  const analyses = await Promise.all(
    requests.map(({ requestId, values }) => handleRequest(requestId, values, executor)),
  );
  const poolMs = performance.now() - begunMs;
  await executor.close();
  const loopBegunMs = performance.now();
  runSequentially(requests);
  const loopMs = performance.now() - loopBegunMs;
  const highRisk = analyses.filter(isHighRisk).length;
  return { analyses, highRisk, poolMs, loopMs, speedup: speedup(loopMs, poolMs) };
}
