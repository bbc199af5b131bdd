// requirement 2: the error of a time-out is no text
import type { Executor as Bridge } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  const options = { timeoutMs: 500 };
  try {
    const call = executor.run(options, riskyComputation, taskId, shouldFail, timeoutMs);
    return { taskId, status: "success" as const, result: (await call)[1] };
  } catch (error) {
    const { name, message } = error as Error;
    const text = name === "ValueError" ? message : (error as string);
    return { taskId, status: "failed" as const, error: text };
  }
}
