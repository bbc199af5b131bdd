// right: the handler by then, the risk to two decimals
import type { Executor as Bridge } from "concurrency-lab";

function handleRequest(
  requestId: number,
  values: RequestData["values"],
  executor: Bridge,
): Promise<RequestAnalysis> {
  console.log(`Request ${requestId}: dispatching`);
  return executor.run(analyzeRequest, { requestId, values }).then((analysis) => {
    console.log(`Request ${requestId}: complete, risk=${analysis.riskScore.toFixed(2)}`);
    return analysis;
  });
}
