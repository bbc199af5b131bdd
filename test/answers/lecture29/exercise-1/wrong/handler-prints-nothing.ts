// requirement 2: neither line is printed
import type { Executor as Bridge } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], executor: Bridge) {
  return executor.run(analyzeRequest, { requestId, values });
}
