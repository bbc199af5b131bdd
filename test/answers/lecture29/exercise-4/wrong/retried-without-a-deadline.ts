// requirement 5: the retry has no deadline
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  return Promise.all(
    failed.map(async ({ taskId }) => {
      const [, result] = await executor.run(riskyComputation, taskId, false, 100);
      return { taskId, status: "success" as const, result };
    }),
  );
}
