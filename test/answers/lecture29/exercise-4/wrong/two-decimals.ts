// requirement 1: rounded to 2 decimals instead of 4
import { sleepSync as pause } from "concurrency-lab";

function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): [number, number] {
  if (shouldFail) throw new ValueError(`Task ${taskId} failed intentionally`);
  pause(timeoutMs);
  let sum = 0;
  for (let i = 0; i < 50_000; i++) sum += Math.sqrt(i);
  return [taskId, Math.round(sum * 100) / 100];
}
