// right: all at once, collected in a loop
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  const pending: ReturnType<typeof safeHandleTask>[] = [];
  failed.forEach((one) => {
    pending.push(safeHandleTask(one.taskId, false, 100, executor));
  });
  const retried = await Promise.all(pending);
  return retried;
}
