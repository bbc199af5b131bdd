// requirement 3: the deadline is 400 ms
import type { Executor as Bridge } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  const options = { timeoutMs: 400 };
  try {
    const call = executor.run(options, riskyComputation, taskId, shouldFail, timeoutMs);
    return { taskId, status: "success" as const, result: (await call)[1] };
  } catch (error) {
    return { taskId, status: "failed" as const, error: (error as Error).message };
  }
}
