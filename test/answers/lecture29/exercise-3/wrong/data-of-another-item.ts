// requirement 3: the data of the next item are fetched
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, processPool: Bridge) {
  const values = await threadPool.run(fetchDataFromLegacySystem, dataId + 1);
  const analysis = await processPool.run(runAnalysis, values);
  return { dataId, ...analysis };
}
