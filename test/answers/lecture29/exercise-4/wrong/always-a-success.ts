// requirement 2: a failed task is reported as a success with the result 0
import { type Executor as Bridge, withDeadline as within } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  let result = 0;
  try {
    [, result] = await within(
      () => executor.run(riskyComputation, taskId, shouldFail, timeoutMs),
      500,
    );
  } catch {
    result = 0;
  }
  return { taskId, status: "success" as const, result };
}
