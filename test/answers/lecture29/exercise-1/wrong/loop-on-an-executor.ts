// requirement 5: the loop awaits an executor, where there is to be none
import { InlineExecutor as Inline } from "concurrency-lab";

async function runSequentially(requests: RequestData[]) {
  const executor = new Inline();
  const analyses: RequestAnalysis[] = [];
  for (const request of requests) analyses.push(await executor.run(analyzeRequest, request));
  await executor.close();
  return analyses;
}
