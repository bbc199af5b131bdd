// requirement 1: the message does not say which task failed
import { sleepSync as pause } from "concurrency-lab";

function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): [number, number] {
  if (shouldFail) throw new ValueError("Task failed intentionally");
  pause(timeoutMs);
  let sum = 0;
  for (let i = 0; i < 50_000; i++) sum += Math.sqrt(i);
  return [taskId, Math.round(sum * 1e4) / 1e4];
}
