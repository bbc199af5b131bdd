/**
 * Tells a listener of the caller's. What it throws does not change what becomes of the work: it is
 * an uncaught exception, as one of a timer's would be.
 */
export function notify<A extends readonly unknown[]>(
  listener: ((...args: A) => void) | undefined,
  ...args: A
): void {
  try {
    listener?.(...args);
  } catch (fault) {
    report(fault);
  }
}

/** Has a fault of a function of the caller's end as an uncaught exception. */
export function report(fault: unknown): void {
  queueMicrotask(() => {
    throw fault;
  });
}
