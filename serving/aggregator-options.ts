/** How a `BatchAggregator` is built. */
export interface AggregatorOptions {
  /**
   * Requests in a full batch.
   *
   * @default 32
   */
  readonly maxBatchSize?: number;
  /**
   * How long a batch that is not full waits for more, in milliseconds, counted from its first
   * request, even if a worker is idle. 0 is adaptive: the least latency at low load, for many
   * small batches. The document has 50.
   *
   * @default 5
   */
  readonly lingerMs?: number;
  /**
   * Batches that may be under way: the number of workers. With one more, a worker that is done
   * finds its next batch there, for batches that begin, and so are closed, a little early.
   *
   * @default 1
   */
  readonly maxConcurrentBatches?: number;
  /**
   * How long a request may take from `submit` to its answer, in milliseconds.
   *
   * @default Infinity
   */
  readonly timeoutMs?: number;
  /**
   * The clock, in milliseconds.
   *
   * @default performance.now
   */
  readonly now?: () => number;
  /** Told of each batch that is over. */
  readonly onBatch?: (batch: BatchRecord) => void;
}

/** What became of a batch. */
export interface BatchRecord {
  readonly size: number;
  /** On the aggregator's clock, as `endedMs`. */
  readonly startedMs: number;
  readonly endedMs: number;
  readonly isOk: boolean;
}

/** Where the requests of a `BatchAggregator` are. */
export interface AggregatorCounts {
  /** In no batch yet. */
  readonly waiting: number;
  /** Batches under way. */
  readonly running: number;
  /** Batches begun so far, and the requests in them. */
  readonly batches: number;
  readonly batched: number;
  /** Requests given up, by their signal or for the time they took. */
  readonly dropped: number;
}
