// requirement 2: what the executor returns is thrown away, and computed once more
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], executor: Bridge) {
  console.log(`Request ${requestId}: dispatching`);
  await executor.run(analyzeRequest, { requestId, values });
  const analysis = analyzeRequest({ requestId, values });
  console.log(`Request ${requestId}: complete, risk=${analysis.riskScore}`);
  return analysis;
}
