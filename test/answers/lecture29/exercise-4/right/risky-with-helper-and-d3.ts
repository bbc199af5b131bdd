// right: d3's exact sum in a function beside it
import { sleepSync as pause } from "concurrency-lab";
import { fsum as exactSum, range as numbersBelow } from "d3-array";

const UPPER_LIMIT = 50_000;

const roundTo = (value: number, decimals: number) => Number(value.toFixed(decimals));

function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): [number, number] {
  if (shouldFail) throw new ValueError(`Task ${taskId} failed intentionally`);
  pause(timeoutMs);
  return [taskId, roundTo(exactSum(numbersBelow(UPPER_LIMIT), Math.sqrt), 4)];
}
