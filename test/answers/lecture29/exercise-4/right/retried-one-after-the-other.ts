// right: one after the other
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  const retried = [];
  for (const { taskId } of failed) {
    retried.push(await safeHandleTask(taskId, false, 100, executor));
  }
  return retried;
}
