// right: the executor's own deadline; kinds told by the text
import type { Executor as Bridge } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  try {
    const [, result] = await executor.run(
      { timeoutMs: 500 },
      riskyComputation,
      taskId,
      shouldFail,
      timeoutMs,
    );
    return { taskId, status: "success" as const, result };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { taskId, status: "failed" as const, error: message };
  }
}

function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const counts = { successes: 0, valueErrors: 0, timeouts: 0, total: 0 };
  for (const { status, error } of results) {
    if (status === "success") counts.successes += 1;
    else if (error?.includes("failed intentionally")) counts.valueErrors += 1;
    else counts.timeouts += 1;
    counts.total += 1;
  }
  return counts;
}
