// right: a ring of ten places, the most records per millisecond
class ThroughputMonitor {
  readonly #sizes = new Array<number>(10).fill(0);
  readonly #times = new Array<number>(10).fill(0);
  #count = 0;

  recordBatch(batchSize: number, durationMs: number): void {
    const place = this.#count % 10;
    this.#sizes[place] = batchSize;
    this.#times[place] = durationMs;
    this.#count += 1;
  }

  recommendedBatchSize(): number {
    const filled = Array.from({ length: Math.min(this.#count, 10) }, (_, place) => place);
    const speed = (place: number) => this.#sizes[place]! / this.#times[place]!;
    const sorted = filled.toSorted((a, b) => speed(b) - speed(a));
    return sorted.length === 0 ? 10 : this.#sizes[sorted[0]!]!;
  }
}
