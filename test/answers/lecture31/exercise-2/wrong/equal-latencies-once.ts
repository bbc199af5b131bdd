// requirement 2: a set: what was seen before does not count again
class LatencyTracker {
  #window = new Set<number>();

  get size(): number {
    return this.#window.size;
  }

  record(latencyMs: number): void {
    this.#window.add(latencyMs);
    const [oldest] = this.#window;
    if (this.#window.size > 20 && oldest !== undefined) this.#window.delete(oldest);
  }

  suggestedTimeoutMs(): number {
    if (this.#window.size < 5) return 500;
    const sorted = [...this.#window].sort((a, b) => a - b);
    return 2 * (sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0);
  }
}
