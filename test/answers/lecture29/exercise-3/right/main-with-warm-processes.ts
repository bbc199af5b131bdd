// right: processes that are started before the clock is
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const processPool = new Processes({ maxWorkers: 4 });
  const threadPool = new Threads({ maxWorkers: 8 });
  const nothing = () => 0;
  await Promise.all([0, 1, 2, 3].map(() => processPool.run(nothing)));
  const begunNs = process.hrtime.bigint();
  const results = await Promise.all(
    [...Array(12).keys()].map((dataId) => processDataItem(dataId, threadPool, processPool)),
  );
  const elapsedMs = Number(process.hrtime.bigint() - begunNs) / 1e6;
  await threadPool.close();
  await processPool.close();
  return { elapsedMs, results };
}
