// right: the sum by reduce, rounded by toFixed, the failure in an else
import { sleepSync as pause } from "concurrency-lab";

function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): [number, number] {
  if (!shouldFail) {
    pause(timeoutMs);
    const numbers = Array.from({ length: 50_000 }, (_, i) => i);
    const sum = numbers.reduce((total, i) => total + Math.sqrt(i), 0);
    return [taskId, Number(sum.toFixed(4))];
  }
  throw new ValueError("Task " + taskId + " failed intentionally");
}
