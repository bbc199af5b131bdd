// requirement 2: a timeout is not caught
import { type Executor as Bridge, withDeadline as beforeDeadline } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  try {
    const [, result] = await beforeDeadline(
      () => executor.run(riskyComputation, taskId, shouldFail, timeoutMs),
      500,
    );
    return { taskId, status: "success" as const, result };
  } catch (error) {
    if (error instanceof Error && error.name === "TimeoutError") throw error;
    return { taskId, status: "failed" as const, error: String(error) };
  }
}
