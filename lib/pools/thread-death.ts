import { WorkerDiedError } from "./worker-died-error.ts";

/**
 * What Piscina rejects a call with if its thread died, as what we reject it with.
 *
 * @param name  the function's
 */
export function explainDeath(error: unknown, name: string): WorkerDiedError {
  const message = `The thread that ran ${name} ${tellDeath(error)}`;
  const exitCode = exitCodeOf(error);
  return new WorkerDiedError(message, exitCode === undefined ? { cause: error } : { exitCode });
}

/** How a thread ended, in words. */
export function tellDeath(error: unknown): string {
  if ((error as Partial<NodeJS.ErrnoException>).code === "ERR_WORKER_OUT_OF_MEMORY") {
    return "ran out of memory";
  }
  const exitCode = exitCodeOf(error);
  if (exitCode !== undefined) return `ended with exit code ${exitCode}`;
  return `had an uncaught exception: ${error}`;
}

/** Piscina says it in the message. */
function exitCodeOf(error: unknown): number | undefined {
  const [, exitCode] = /worker exited with code: (\d+)$/.exec(String(error)) ?? [];
  return exitCode === undefined ? undefined : Number(exitCode);
}
