/** Milliseconds on a clock that all threads and processes of this machine share. */
export function machineNow(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}

const ahead = machineNow() - performance.now();

/** The same moment on the clock of `performance.now()` in this thread. */
export function toLocalClock(machineMs: number): number {
  return machineMs - ahead;
}
