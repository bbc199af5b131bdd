// right: the tasks in a list, the pool closed in a finally, its time counted
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const tasks = [
    ...[0, 1, 2, 3].map((taskId) => ({ taskId, shouldFail: false, timeoutMs: 100 })),
    ...[4, 5, 6, 7].map((taskId) => ({ taskId, shouldFail: false, timeoutMs: 800 })),
    ...[8, 9, 10, 11].map((taskId) => ({ taskId, shouldFail: true, timeoutMs: 100 })),
  ];
  const begunMs = performance.now();
  const executor = new Threads({ maxWorkers: 8 });
  try {
    const block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 80);
    await Promise.all(tasks.map(() => executor.run(block)));
    const first = await Promise.all(
      tasks.map((task) => safeHandleTask(task.taskId, task.shouldFail, task.timeoutMs, executor)),
    );
    const failed = first.flatMap((one) => (one.status === "failed" ? [one] : []));
    const retried = await retry(failed, executor);
    return { elapsedMs: performance.now() - begunMs, first, retried };
  } finally {
    await executor.close();
  }
}
