/** Says that a call was refused, as as many wait as may. */
export class QueueFullError extends Error {
  override name = "QueueFullError";
  /** Calls that may wait. */
  readonly maxQueue: number;

  constructor(message: string, maxQueue: number) {
    super(message);
    this.maxQueue = maxQueue;
  }
}
