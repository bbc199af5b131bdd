// The clocks of `performance.now()` start with their thread or process, the one of `process.hrtime()`
// with the machine: it tells how far they are apart.

const ahead = measureAhead();

/** Milliseconds on a clock that all threads and processes of this machine share. */
export function machineNow(): number {
  return performance.now() + ahead;
}

/** The same moment on the clock of `performance.now()` in this thread. */
export function toLocalClock(machineMs: number): number {
  return machineMs - ahead;
}

function measureAhead(): number {
  let best = { ahead: 0, doubt: Number.POSITIVE_INFINITY };
  // A thread may lose its core between two readings: the closest ones are right.
  for (let attempt = 0; attempt < 10; attempt++) {
    const before = performance.now();
    const [seconds, nanoseconds] = process.hrtime();
    const after = performance.now();
    const doubt = after - before;
    const middle = before + doubt / 2;
    if (doubt < best.doubt) best = { ahead: seconds * 1e3 + nanoseconds / 1e6 - middle, doubt };
  }
  return best.ahead;
}
