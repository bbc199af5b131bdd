// requirement 3: the mean is returned as the deviation, too
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, processPool: Bridge) {
  const values = await threadPool.run(fetchDataFromLegacySystem, dataId);
  const { mean, histogram } = await processPool.run(runAnalysis, values);
  return { dataId, mean, std: mean, histogram };
}
