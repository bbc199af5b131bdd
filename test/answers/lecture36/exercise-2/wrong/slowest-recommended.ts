// requirement 1: the size with the most milliseconds per record
class ThroughputMonitor {
  readonly #history: (readonly [batchSize: number, durationMs: number])[] = [];

  recordBatch(batchSize: number, durationMs: number): void {
    this.#history.push([batchSize, durationMs]);
    if (this.#history.length > 10) this.#history.shift();
  }

  recommendedBatchSize(): number {
    let best = 10;
    let mostMs = -1;
    for (const [batchSize, durationMs] of this.#history) {
      const msPerRecord = durationMs / batchSize;
      if (msPerRecord <= mostMs) continue;
      mostMs = msPerRecord;
      best = batchSize;
    }
    return best;
  }
}
