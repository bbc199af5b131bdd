// requirement 3: the blocking call runs in the process pool, too
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, _threadPool: Bridge, processPool: Bridge) {
  const values = await processPool.run(fetchDataFromLegacySystem, dataId);
  const analysis = await processPool.run(runAnalysis, values);
  return { dataId, ...analysis };
}
