// requirement 1: the size with the least milliseconds for the whole batch
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
      const msPerRecord = durationMs;
      if (msPerRecord >= leastMs) continue;
      leastMs = msPerRecord;
      best = batchSize;
    }
    return best;
  }
}
