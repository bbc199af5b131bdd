// right: the values cross to the second tier as a typed array
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, processPool: Bridge) {
  const fetched = await threadPool.run(fetchDataFromLegacySystem, dataId);
  const values = Float64Array.from(fetched);
  const { mean, std, histogram } = await processPool.run(runAnalysis, values);
  return { dataId, mean, std, histogram };
}
