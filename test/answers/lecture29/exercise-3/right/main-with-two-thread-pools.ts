// right: threads in both tiers, created and closed on the clock
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const begunMs = performance.now();
  const blocking = new Threads({ maxWorkers: 8, name: "blocking" });
  const computing = new Threads({ maxWorkers: 4, name: "computing" });
  try {
    const pending = [];
    for (let dataId = 0; dataId <= 11; dataId++) {
      pending.push(processDataItem(dataId, blocking, computing));
    }
    const results = await Promise.all(pending);
    for (const { dataId, mean, std } of results) {
      console.log(`item ${dataId}: mean ${mean.toFixed(3)}, std ${std.toFixed(3)}`);
    }
    await Promise.all([blocking.close(), computing.close()]);
    return { results, elapsedMs: performance.now() - begunMs };
  } finally {
    await blocking.close();
    await computing.close();
  }
}
