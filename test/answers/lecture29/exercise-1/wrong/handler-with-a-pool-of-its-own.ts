// requirement 2: a pool of its own for each request, the executor that was given unused
import { type Executor as Bridge, ThreadPool as Threads } from "concurrency-lab";

async function handleRequest(requestId: number, values: RequestData["values"], _executor: Bridge) {
  console.log(`Request ${requestId}: dispatching`);
  const pool = new Threads({ maxWorkers: 1 });
  const analysis = await pool.run(analyzeRequest, { requestId, values });
  await pool.close();
  console.log(`Request ${requestId}: complete, risk=${analysis.riskScore}`);
  return analysis;
}
