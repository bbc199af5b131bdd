// right: the summary after the batch with which a hundred is full
type SinkItem = ReturnType<typeof computeBatch>[number];

class ResultsSink {
  readonly results: SinkItem[] = [];
  #anomalies = 0;
  #sum = 0;
  #next = 100;

  receiveBatch(results: readonly SinkItem[]): void {
    this.results.push(...results);
    for (const { isAnomaly, normalized } of results) {
      this.#anomalies += isAnomaly ? 1 : 0;
      this.#sum += normalized;
    }
    const total = this.results.length;
    if (total < this.#next) return;
    while (this.#next <= total) this.#next += 100;
    const mean = this.#sum / total;
    console.log("total received: %d, anomalies: %d, mean: %s", total, this.#anomalies, mean);
  }
}
