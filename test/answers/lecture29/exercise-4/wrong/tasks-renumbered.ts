// requirement 5: the retried tasks are numbered anew
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  return Promise.all(failed.map((_, index) => safeHandleTask(index, false, 100, executor)));
}
