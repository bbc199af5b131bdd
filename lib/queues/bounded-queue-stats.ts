/** What a `BoundedQueue` has seen so far. Times count when a wait ends, however it does. */
export interface BoundedQueueStats {
  /** Items accepted. */
  readonly puts: number;
  /** Items taken. */
  readonly gets: number;
  /** The most items that the queue has held. */
  readonly peakSize: number;
  /** Calls of `put` that found the queue full and had to wait: backpressure. */
  readonly putWaits: number;
  /** Calls of `get` that found the queue empty and had to wait: starvation. */
  readonly getWaits: number;
  /** How long all of `putWaits` lasted together, in milliseconds. */
  readonly putBlockedMs: number;
  /** How long all of `getWaits` lasted together, in milliseconds. */
  readonly getBlockedMs: number;
  /** Calls of `put` that wait now. */
  readonly waitingPutters: number;
  /** Calls of `get` that wait now. */
  readonly waitingGetters: number;
}
