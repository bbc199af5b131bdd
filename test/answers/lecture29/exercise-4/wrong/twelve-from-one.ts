// requirement 3: the tasks are 1 to 12
import type { Executor as Bridge } from "concurrency-lab";

async function runTwelve(executor: Bridge) {
  const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const timeOf = (id: number) => (id > 4 && id <= 8 ? 800 : 100);
  return Promise.all(ids.map((id) => safeHandleTask(id, id <= 4, timeOf(id), executor)));
}
