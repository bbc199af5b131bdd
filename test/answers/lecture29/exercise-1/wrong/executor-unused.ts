// requirement 2: the request is analyzed on the event loop, the executor never called
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], _executor: Bridge) {
  console.log(`Request ${requestId}: dispatching`);
  const analysis = await Promise.resolve(analyzeRequest({ requestId, values }));
  console.log(`Request ${requestId}: complete, risk=${analysis.riskScore}`);
  return analysis;
}
