// requirement 3: there is no deadline
import type { Executor as Bridge } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  try {
    const [, result] = await executor.run(riskyComputation, taskId, shouldFail, timeoutMs);
    return { taskId, status: "success" as const, result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { taskId, status: "failed" as const, error: message };
  }
}
