// requirement 2: the size counts what has been forgotten, too
class LatencyTracker {
  #window: number[] = [];
  size = 0;

  record(latencyMs: number): void {
    this.size++;
    this.#window.push(latencyMs);
    if (this.#window.length > 20) this.#window.shift();
  }

  suggestedTimeoutMs(): number {
    if (this.#window.length < 5) return 500;
    const sorted = this.#window.toSorted((a, b) => a - b);
    return 2 * (sorted[Math.ceil(0.9 * sorted.length) - 1] ?? 0);
  }
}
