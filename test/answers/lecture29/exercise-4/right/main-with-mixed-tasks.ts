// right: the three kinds of task take turns, with other ids; processes
import { ProcessPool as Processes } from "concurrency-lab";

async function main() {
  const pool = new Processes({ maxWorkers: 8 });
  // All workers are up before the deadlines count.
  const block = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  await Promise.all(Array.from({ length: 8 }, () => pool.run(block)));
  const begunMs = performance.now();
  const pending = [];
  for (let index = 0; index < 12; index++) {
    const kind = ["fails", "slow", "good"][index % 3];
    const timeoutMs = kind === "slow" ? 800 : 100;
    pending.push(safeHandleTask(100 + index, kind === "fails", timeoutMs, pool));
  }
  const first = await Promise.all(pending);
  const failed = first.flatMap((one) => (one.status === "failed" ? [one] : []));
  const retried = await retry(failed, pool);
  const elapsedMs = performance.now() - begunMs;
  await pool.close();
  return { first, retried, elapsedMs };
}
