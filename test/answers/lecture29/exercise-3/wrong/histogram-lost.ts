// requirement 3: the item comes without its histogram
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, processPool: Bridge) {
  const values = await threadPool.run(fetchDataFromLegacySystem, dataId);
  const { mean, std } = await processPool.run(runAnalysis, values);
  return { dataId, mean, std, histogram: [] as number[] };
}
