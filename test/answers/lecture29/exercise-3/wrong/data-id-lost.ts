// requirement 3: the result says 0 for any dataId
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, processPool: Bridge) {
  const values = await threadPool.run(fetchDataFromLegacySystem, dataId);
  const analysis = await processPool.run(runAnalysis, values);
  return { dataId: 0, ...analysis };
}
