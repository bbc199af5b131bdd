// requirement 2: the failure does not say what str(e) says
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
  } catch (caught) {
    const error = caught instanceof Error ? "" : String(caught);
    return { taskId, status: "failed" as const, error };
  }
}
