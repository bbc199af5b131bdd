// requirement 3: whether it was too late is seen only when the call is done
import type { Executor as Bridge } from "concurrency-lab";

class TooLate extends Error {
  override name = "TimeoutError";
}

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  try {
    const begunMs = performance.now();
    const [, result] = await executor.run(riskyComputation, taskId, shouldFail, timeoutMs);
    if (performance.now() - begunMs > 500) throw new TooLate("Not done within 500 ms");
    return { taskId, status: "success" as const, result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { taskId, status: "failed" as const, error: message };
  }
}
