// requirement 5: only the first failed task is tried again
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  return Promise.all(
    failed.slice(0, 1).map(({ taskId }) => safeHandleTask(taskId, false, 100, executor)),
  );
}
