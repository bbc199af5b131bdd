const pools = new URL(".", import.meta.url).href;

/**
 * Lets an error that came up elsewhere, in a worker or in a timer, say who waits for it: its stack
 * goes on with the frames of the asynchronous functions that await `run`. Those of the pools
 * themselves are left out.
 *
 * V8 knows them while the promise is being settled, and at no cost before: to note at each call
 * where it was made takes as long as the rest of the call.
 *
 * @param below  the function whose frame, and all above it, are of no interest
 */
export function continueStack(error: Error, below: (...args: never[]) => unknown): void {
  const here: { stack?: string } = {};
  Error.captureStackTrace(here, below);
  const own = error.stack?.split("\n").filter((line) => !isFrame(line) || !isMachinery(line));
  const frames = here.stack?.split("\n").filter(isFrame);
  const stack = [...(own ?? [`${error}`]), ...(frames ?? [])].join("\n");
  Object.defineProperty(error, "stack", { value: stack, configurable: true, writable: true });
}

/** Whether a line of a stack is one of its frames. */
export function isFrame(line: string): boolean {
  return line.startsWith("    at ");
}

function isMachinery(frame: string): boolean {
  return frame.includes(pools) || frame.includes("(node:internal/");
}
