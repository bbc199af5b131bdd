// requirement 2: the window itself is sorted: the least goes, not the oldest
class LatencyTracker {
  #window: number[] = [];

  get size(): number {
    return this.#window.length;
  }

  record(latencyMs: number): void {
    this.#window.push(latencyMs);
    if (this.#window.length > 20) this.#window.shift();
  }

  suggestedTimeoutMs(): number {
    if (this.#window.length < 5) return 500;
    const sorted = this.#window.sort((a, b) => a - b);
    return 2 * (sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0);
  }
}
