// requirement 5: the retried tasks are to fail again
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  return Promise.all(failed.map(({ taskId }) => safeHandleTask(taskId, true, 100, executor)));
}
