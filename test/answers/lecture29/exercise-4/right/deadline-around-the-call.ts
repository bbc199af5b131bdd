// right: withDeadline; errors told by their names, one kind an if
import { type Executor as Bridge, withDeadline as beforeDeadline } from "concurrency-lab";

async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Bridge,
) {
  try {
    const [id, result] = await beforeDeadline(
      () => executor.run(riskyComputation, taskId, shouldFail, timeoutMs),
      500,
    );
    return { taskId: id, status: "success" as const, result };
  } catch (error) {
    if (error instanceof ValueError) {
      return { taskId, status: "failed" as const, error: error.message, failure: "ValueError" };
    }
    if (error instanceof Error && error.name === "TimeoutError") {
      return { taskId, status: "failed" as const, error: error.message, failure: "TimeoutError" };
    }
    throw error;
  }
}

function summarize(results: readonly Awaited<ReturnType<typeof safeHandleTask>>[]) {
  const ofKind = (kind: string) =>
    results.filter((one) => one.status === "failed" && one.failure === kind).length;
  const successes = results.filter((one) => one.status === "success").length;
  const valueErrors = ofKind("ValueError");
  const timeouts = ofKind("TimeoutError");
  const total = successes + valueErrors + timeouts;
  if (total !== results.length) throw new Error("Some results are of no kind");
  return { successes, valueErrors, timeouts, total };
}
