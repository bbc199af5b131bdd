// requirement 5: eleven tasks instead of twelve
import { ThreadPool as Threads } from "concurrency-lab";

async function main() {
  const pool = new Threads({ maxWorkers: 8 });
  // All workers are up before the deadlines count.
  const block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  await Promise.all(Array.from({ length: 8 }, () => pool.run(block)));
  const begunMs = performance.now();
  const first = await Promise.all(
    Array.from({ length: 11 }, (_, taskId) =>
      safeHandleTask(taskId, taskId < 4, taskId >= 4 && taskId < 8 ? 800 : 100, pool),
    ),
  );
  const failed = first.flatMap((one) => (one.status === "failed" ? [one] : []));
  const retried = await retry(failed, pool);
  const elapsedMs = performance.now() - begunMs;
  await pool.close();
  return { first, retried, elapsedMs };
}
