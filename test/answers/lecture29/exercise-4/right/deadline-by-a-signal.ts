// right: AbortSignal.timeout; the error as String says it, and how long it took
import type { Executor as Bridge } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  const begunMs = performance.now();
  try {
    const signal = AbortSignal.timeout(500);
    const answer = await executor.run({ signal }, riskyComputation, taskId, shouldFail, timeoutMs);
    return {
      taskId,
      status: "success" as const,
      result: answer[1],
      tookMs: performance.now() - begunMs,
    };
  } catch (error) {
    return {
      taskId,
      status: "failed" as const,
      error: String(error),
      tookMs: performance.now() - begunMs,
    };
  }
}

function summarize(results: readonly { status: string; error?: string | undefined }[]) {
  const failures = results.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const valueErrors = failures.filter((error) => error.startsWith("ValueError")).length;
  const successes = results.length - failures.length;
  return { successes, valueErrors, timeouts: failures.length - valueErrors, total: results.length };
}
