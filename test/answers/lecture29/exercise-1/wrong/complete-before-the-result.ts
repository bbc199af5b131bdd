// requirement 2: "complete" is printed before the executor has answered
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], executor: Bridge) {
  console.log(`Request ${requestId}: dispatching`);
  const pending = executor.run(analyzeRequest, { requestId, values });
  const { riskScore } = analyzeRequest({ requestId, values });
  console.log(`Request ${requestId}: complete, risk=${riskScore}`);
  return pending;
}
