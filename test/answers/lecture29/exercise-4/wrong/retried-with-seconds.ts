// requirement 5: retried with a tenth of a second, where milliseconds are asked for
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  const seconds = 0.1;
  const again = failed.map(({ taskId }) => safeHandleTask(taskId, false, seconds, executor));
  return Promise.all(again);
}
