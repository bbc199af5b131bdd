// requirement 3: pools of its own for each item, the given ones unused
import { type Executor as Bridge, ThreadPool as Threads } from "concurrency-lab";

async function processDataItem(dataId: number, _threadPool: Bridge, _processPool: Bridge) {
  const threads = new Threads({ maxWorkers: 1 });
  const values = await threads.run(fetchDataFromLegacySystem, dataId);
  const analysis = await threads.run(runAnalysis, values);
  await threads.close();
  return { dataId, ...analysis };
}
