// requirement 1: the size of the last batch, whatever it took
class ThroughputMonitor {
  readonly #history: (readonly [batchSize: number, durationMs: number])[] = [];

  recordBatch(batchSize: number, durationMs: number): void {
    this.#history.push([batchSize, durationMs]);
    if (this.#history.length > 10) this.#history.shift();
  }

  recommendedBatchSize(): number {
    let best = 10;
    let leastMs = Number.POSITIVE_INFINITY;
    for (const [batchSize, durationMs] of this.#history) {
      const msPerRecord = durationMs / batchSize;
      leastMs = msPerRecord;
      best = batchSize;
    }
    return best;
  }
}
