// right: by then, labelled calls
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, threadPool: Bridge, processPool: Bridge) {
  return threadPool
    .run({ label: `fetch ${dataId}` }, fetchDataFromLegacySystem, dataId)
    .then((values) => processPool.run({ label: `analyze ${dataId}` }, runAnalysis, values))
    .then((analysis) => ({ ...analysis, dataId }));
}
