// requirement 1: the best that was ever seen stays, although it is not among the last ten
class ThroughputMonitor {
  readonly #history: (readonly [batchSize: number, durationMs: number])[] = [];

  #leastMs = Number.POSITIVE_INFINITY;
  #best = 10;

  recordBatch(batchSize: number, durationMs: number): void {
    this.#history.push([batchSize, durationMs]);
    if (this.#history.length > 10) this.#history.shift();
  }

  recommendedBatchSize(): number {
    for (const [batchSize, durationMs] of this.#history) {
      const msPerRecord = durationMs / batchSize;
      if (msPerRecord >= this.#leastMs) continue;
      this.#leastMs = msPerRecord;
      this.#best = batchSize;
    }
    return this.#best;
  }
}
