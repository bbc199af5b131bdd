// requirement 1: the sum is a constant
import { sleepSync as pause } from "concurrency-lab";

function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): [number, number] {
  if (shouldFail) throw new ValueError(`Task ${taskId} failed intentionally`);
  pause(timeoutMs);
  let sum = 0;
  sum = 12;
  return [taskId, Math.round(sum * 1e4) / 1e4];
}
