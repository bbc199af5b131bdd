// requirement 1: the average of the sizes in the history
class ThroughputMonitor {
  readonly #sizes: number[] = [];

  recordBatch(batchSize: number, _durationMs: number): void {
    this.#sizes.push(batchSize);
    if (this.#sizes.length > 10) this.#sizes.shift();
  }

  recommendedBatchSize(): number {
    const sum = this.#sizes.reduce((soFar, size) => soFar + size, 0);
    return Math.round(sum / this.#sizes.length);
  }
}
