// requirement 2: the promise is returned from the try without await, so nothing is caught
import { type Executor as Bridge, withDeadline as beforeDeadline } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  try {
    return beforeDeadline(
      () => executor.run(riskyComputation, taskId, shouldFail, timeoutMs),
      500,
    ).then(([, result]) => ({
      taskId,
      status: "success" as const,
      result,
    }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { taskId, status: "failed" as const, error: message };
  }
}
