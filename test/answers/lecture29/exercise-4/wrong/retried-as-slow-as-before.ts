// requirement 5: the retried tasks take 800 ms again
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  return Promise.all(failed.map(({ taskId }) => safeHandleTask(taskId, false, 800, executor)));
}
