// requirement 3: the blocking call runs on the event loop
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, _threadPool: Bridge, processPool: Bridge) {
  const values = fetchDataFromLegacySystem(dataId);
  const analysis = await processPool.run(runAnalysis, values);
  return { dataId, ...analysis };
}
