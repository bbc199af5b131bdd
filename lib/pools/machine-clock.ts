// The clocks of `performance.now()` start with their thread or process, the one of `process.hrtime()`
// with the machine: it tells how far they are apart.

const [seconds, nanoseconds] = process.hrtime();
const ahead = seconds * 1e3 + nanoseconds / 1e6 - performance.now();

/** Milliseconds on a clock that all threads and processes of this machine share. */
export function machineNow(): number {
  return performance.now() + ahead;
}

/** The same moment on the clock of `performance.now()` in this thread. */
export function toLocalClock(machineMs: number): number {
  return machineMs - ahead;
}
