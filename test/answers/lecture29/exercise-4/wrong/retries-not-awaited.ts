// requirement 5: the retries are started, but not awaited
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  const retried: Awaited<ReturnType<typeof safeHandleTask>>[] = [];
  for (const { taskId } of failed) {
    safeHandleTask(taskId, false, 100, executor).then((one) => retried.push(one));
  }
  return retried;
}
