// requirement 3: the good tasks are submitted when the others are over
import type { Executor as Bridge } from "concurrency-lab";

async function runTwelve(executor: Bridge) {
  const others = [0, 1, 2, 3, 4, 5, 6, 7].map((id) => {
    return safeHandleTask(id, id < 4, id < 4 ? 100 : 800, executor);
  });
  const first = await Promise.all(others);
  const good = [8, 9, 10, 11].map((id) => safeHandleTask(id, false, 100, executor));
  return [...first, ...(await Promise.all(good))];
}
