// requirement 2: the number after "risk=" is the mean
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], executor: Bridge) {
  console.log(`Request ${requestId}: dispatching`);
  const analysis = await executor.run(analyzeRequest, { requestId, values });
  console.log(`Request ${requestId}: complete, risk=${analysis.mean.toFixed(4)}`);
  return analysis;
}
