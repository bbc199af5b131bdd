// requirement 1: off by one: the last nine
class ThroughputMonitor {
  readonly #history: (readonly [batchSize: number, durationMs: number])[] = [];

  recordBatch(batchSize: number, durationMs: number): void {
    this.#history.push([batchSize, durationMs]);
    if (this.#history.length > 9) this.#history.shift();
  }

  recommendedBatchSize(): number {
    let best = 10;
    let leastMs = Number.POSITIVE_INFINITY;
    for (const [batchSize, durationMs] of this.#history) {
      const msPerRecord = durationMs / batchSize;
      if (msPerRecord >= leastMs) continue;
      leastMs = msPerRecord;
      best = batchSize;
    }
    return best;
  }
}
