// right: a copy of the result comes back, the risk printed with an exponent
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(
  requestId: number,
  values: RequestData["values"],
  executor: Bridge,
): Promise<RequestAnalysis> {
  console.log(`Request ${requestId}: dispatching`);
  const { riskScore, ...others } = await executor.run(analyzeRequest, { values, requestId });
  console.log(`Request ${requestId}: complete, risk=${riskScore.toExponential(3)}`);
  return { ...others, riskScore };
}
