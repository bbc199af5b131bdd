// requirement 3: the deadline counts from the start of the work, not from its submission
async function safeHandleTask(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
  executor: Executor,
): Promise<Success | Failure> {
  const options = { runTimeoutMs: 500 };
  try {
    const call = executor.run(options, riskyComputation, taskId, shouldFail, timeoutMs);
    return { taskId, status: "success", result: (await call)[1] };
  } catch (error) {
    return failure(taskId, error);
  }
}
