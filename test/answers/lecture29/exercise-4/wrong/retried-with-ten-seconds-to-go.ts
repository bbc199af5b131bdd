// requirement 5: the deadline of a retry is ten seconds
import type { Executor as Bridge } from "concurrency-lab";

async function retry(failed: readonly { readonly taskId: number }[], executor: Bridge) {
  const again = failed.map(async ({ taskId }) => {
    const options = { timeoutMs: 10_000 };
    try {
      const [, result] = await executor.run(options, riskyComputation, taskId, false, 100);
      return { taskId, status: "success" as const, result };
    } catch (error) {
      return { taskId, status: "failed" as const, error: (error as Error).message };
    }
  });
  return Promise.all(again);
}
