// right: a race with a timer; the whole pair as result; kinds told by a field more
import type { Executor as Bridge } from "concurrency-lab";

class Expired extends Error {}

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Expired("no answer after 0.5 s")), 500);
  });
  try {
    const call = executor.run(riskyComputation, taskId, shouldFail, timeoutMs);
    const result = await Promise.race([call, deadline]);
    return { taskId, status: "success" as const, result };
  } catch (error) {
    if (!(error instanceof ValueError || error instanceof Expired)) throw error;
    const kind = error instanceof ValueError ? ("value" as const) : ("timeout" as const);
    return { taskId, status: "failed" as const, error: error.message, kind };
  } finally {
    clearTimeout(timer);
  }
}

function summarize(results: readonly Awaited<ReturnType<typeof safeHandleTask>>[]) {
  const failures = results.filter((one) => one.status === "failed");
  const valueErrors = failures.filter(({ kind }) => kind === "value").length;
  const timeouts = failures.filter(({ kind }) => kind === "timeout").length;
  const successes = results.length - failures.length;
  return { successes, valueErrors, timeouts, total: successes + valueErrors + timeouts };
}
