// requirement 3: the analysis runs in the thread pool, too
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, _processPool: Bridge) {
  const values = await threadPool.run(fetchDataFromLegacySystem, dataId);
  const analysis = await threadPool.run(runAnalysis, values);
  return { dataId, ...analysis };
}
