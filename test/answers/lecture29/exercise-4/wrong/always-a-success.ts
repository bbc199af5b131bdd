// requirement 2: a failed task is reported as a success with the result 0
import { type Executor as Bridge, withDeadline as beforeDeadline } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  let result = 0;
  try {
    const answer = await beforeDeadline(
      () => executor.run(riskyComputation, taskId, shouldFail, timeoutMs),
      500,
    );
    result = answer[1];
  } catch {
    result = 0;
  }
  return { taskId, status: "success" as "success" | "failed", result };
}
