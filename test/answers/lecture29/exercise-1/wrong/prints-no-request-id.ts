// requirement 2: the lines do not say which request they are about
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], executor: Bridge) {
  console.log("Request N: dispatching");
  const analysis = await executor.run(analyzeRequest, { requestId, values });
  console.log(`Request N: complete, risk=${analysis.riskScore}`);
  return analysis;
}
