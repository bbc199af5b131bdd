// requirement 5: right for the example only, whose first eight tasks fail
async function retry(_failed: readonly { taskId: number }[], executor: Executor) {
  const ids = [0, 1, 2, 3, 4, 5, 6, 7];
  return Promise.all(ids.map((taskId) => safeHandleTask(taskId, false, 100, executor)));
}
