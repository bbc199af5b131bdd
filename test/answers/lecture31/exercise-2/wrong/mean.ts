// requirement 2: the mean, doubled
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
    return (2 * this.#window.reduce((sum, one) => sum + one, 0)) / this.#window.length;
  }
}
