// right: ids from one, pools closed by their scope, the clock around all
import { ProcessPool as Processes, ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const begunNs = process.hrtime.bigint();
  await using processPool = new Processes({ maxWorkers: 4 });
  await using threadPool = new Threads({ maxWorkers: 10 });
  const calls = [];
  for (let id = 1; id <= 10; id++) calls.push(handleRequest(id, threadPool, processPool));
  const results = await Promise.all(calls);
  return { elapsedMs: Number(process.hrtime.bigint() - begunNs) / 1e6, results };
}
