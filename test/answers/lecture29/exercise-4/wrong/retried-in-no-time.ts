// requirement 5: retried with timeoutMs = 0 in the place of 100
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  return Promise.all(failed.map(({ taskId }) => safeHandleTask(taskId, false, 0, executor)));
}
