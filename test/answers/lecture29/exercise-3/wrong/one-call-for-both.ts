// requirement 3: one call in the process pool fetches and analyzes
import type { Executor as Bridge } from "concurrency-lab";

async function processDataItem(dataId: number, _threadPool: Bridge, processPool: Bridge) {
  const analysis = await processPool.run(
    (id: number) => runAnalysis(fetchDataFromLegacySystem(id)),
    dataId,
  );
  return { dataId, ...analysis };
}
