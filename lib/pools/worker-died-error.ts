/** How a worker ended, as far as it is known. */
export interface Death {
  /** What it was told to exit with, by `process.exit` for one. */
  readonly exitCode?: number;
  /** What ended it, such as `SIGKILL`. Processes only. */
  readonly signal?: string;
  /** What it threw when no call was there to catch it. */
  readonly cause?: unknown;
}

/** Says that a worker ended before the function it ran did, and how. */
export class WorkerDiedError extends Error {
  override name = "WorkerDiedError";
  declare readonly exitCode?: number;
  declare readonly signal?: string;

  constructor(message: string, { cause, ...how }: Death = {}) {
    super(message, cause === undefined ? {} : { cause });
    Object.assign(this, how);
  }
}
