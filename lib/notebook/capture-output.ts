import { AsyncLocalStorage } from "node:async_hooks";
import { format } from "node:util";

/** What a function returned, and what it printed. */
export interface CapturedOutput<R> {
  readonly result: R;
  /** The lines that it printed by `console.log`, in their order. */
  readonly lines: readonly string[];
}

const captured = new AsyncLocalStorage<string[]>();
let captures = 0;
let putBack = () => {};

/**
 * Runs `fn`, and returns the lines that it printed by `console.log`, in place of showing them: its
 * own only, with those of all that it awaits and starts. What others print meanwhile is shown, and
 * two captures at a time do not mix. What a worker prints is not captured.
 *
 * @throws what `fn` throws, as a rejection
 *
 * @example
 * ```ts
 * const { result, lines } = await captureOutput(async () => {
 *   console.log("Request %d: complete", 3);
 *   return 42;
 * });
 * lines; // ["Request 3: complete"]
 * result; // 42
 * ```
 */
export async function captureOutput<R>(fn: () => R): Promise<CapturedOutput<Awaited<R>>> {
  const lines: string[] = [];
  if (captures++ === 0) putBack = divert();
  try {
    const result = await captured.run(lines, async () => fn());
    return { result, lines };
  } finally {
    if (--captures === 0) putBack();
  }
}

/** Lets `console.log` ask who prints. */
function divert(): () => void {
  const { log } = console;
  const diverted = (...args: unknown[]) => {
    const lines = captured.getStore();
    if (lines) lines.push(...format(...args).split("\n"));
    else log.apply(console, args);
  };
  console.log = diverted;
  return () => {
    // Who has replaced it meanwhile is to keep what it is now.
    if (console.log === diverted) console.log = log;
  };
}
