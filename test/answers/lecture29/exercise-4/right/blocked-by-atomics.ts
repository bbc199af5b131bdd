// right: blocked by Atomics.wait after the sum, which is added from the end
function riskyComputation(
  taskId: number,
  shouldFail: boolean,
  timeoutMs: number,
): [number, number] {
  if (shouldFail === true) throw new ValueError(`Task ${taskId} failed intentionally`);
  let sum = 0;
  for (let i = 49_999; i > 0; i--) sum += i ** 0.5;
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, timeoutMs);
  return [taskId, Math.round(sum * 10_000) / 10_000];
}
