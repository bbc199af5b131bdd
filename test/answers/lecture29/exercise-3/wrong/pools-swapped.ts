// requirement 3: each function runs in the other's pool
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, processPool: Bridge) {
  const values = await processPool.run(fetchDataFromLegacySystem, dataId);
  const analysis = await threadPool.run(runAnalysis, values);
  return { dataId, ...analysis };
}
