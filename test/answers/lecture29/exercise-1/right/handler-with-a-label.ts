// right: the call is labelled, the risk printed in full
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], executor: Bridge) {
  console.log("Request %d: dispatching", requestId);
  const request: RequestData = { requestId, values };
  const label = `request ${requestId}`;
  const analysis = await executor.run({ label }, analyzeRequest, request);
  console.log("Request %d: complete, risk=%s", requestId, analysis.riskScore);
  return analysis;
}
