// requirement 1: the square root of the sum, not the sum of the square roots
import { sleepSync as pause } from "concurrency-lab";

function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): [number, number] {
  if (shouldFail) throw new ValueError(`Task ${taskId} failed intentionally`);
  pause(timeoutMs);
  let sum = 0;
  for (let i = 0; i < 50_000; i++) sum += i;
  sum = Math.sqrt(sum);
  return [taskId, Math.round(sum * 1e4) / 1e4];
}
