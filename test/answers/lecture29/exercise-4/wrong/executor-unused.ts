// requirement 2: the computation runs on the event loop
import { type Executor as Bridge, withDeadline as beforeDeadline } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  _executor: Bridge,
) {
  try {
    const [, result] = await beforeDeadline(
      async () => riskyComputation(taskId, shouldFail, timeoutMs),
      500,
    );
    return { taskId, status: "success" as const, result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { taskId, status: "failed" as const, error: message };
  }
}
