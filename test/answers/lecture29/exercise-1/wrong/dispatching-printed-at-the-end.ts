// requirement 2: "dispatching" is printed when the result is there
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], executor: Bridge) {
  const analysis = await executor.run(analyzeRequest, { requestId, values });
  console.log(`Request ${requestId}: dispatching`);
  console.log(`Request ${requestId}: complete, risk=${analysis.riskScore}`);
  return analysis;
}
