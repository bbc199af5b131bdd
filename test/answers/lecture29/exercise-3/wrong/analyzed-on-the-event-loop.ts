// requirement 3: the analysis runs on the event loop
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, _processPool: Bridge) {
  const values = await threadPool.run(fetchDataFromLegacySystem, dataId);
  return { dataId, ...runAnalysis(values) };
}
