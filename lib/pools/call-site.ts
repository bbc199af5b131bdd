/** Where `run` was called, as `Error.captureStackTrace` notes it. */
export interface CallSite {
  readonly stack?: string;
}

/** The frames of a call site, a line each. */
export function framesOf({ stack = "" }: CallSite): string[] {
  return stack.split("\n").filter((line) => line.startsWith("    at "));
}

/**
 * Lets an error that came up elsewhere, in a timer or in the answer of a worker, say where the
 * call was made.
 */
export function calledFrom<E extends Error>(error: E, site: CallSite): E {
  const stack = [`${error.name}: ${error.message}`, ...framesOf(site)].join("\n");
  Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
  return error;
}
