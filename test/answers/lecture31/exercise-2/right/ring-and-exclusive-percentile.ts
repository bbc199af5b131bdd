// right: a ring buffer; the exclusive percentile, never above the greatest
class LatencyTracker {
  #ring = new Float64Array(20);
  #seen = 0;

  get size(): number {
    return Math.min(this.#seen, this.#ring.length);
  }

  record(latencyMs: number): void {
    this.#ring[this.#seen++ % this.#ring.length] = latencyMs;
  }

  suggestedTimeoutMs(): number {
    const n = this.size;
    if (n < 5) return 500;
    const sorted = this.#ring.slice(0, n).sort();
    const rank = Math.min(0.9 * (n + 1), n);
    const below = sorted[Math.floor(rank) - 1] ?? 0;
    const above = sorted[Math.ceil(rank) - 1] ?? 0;
    return 2 * (below + (rank % 1) * (above - below));
  }
}
