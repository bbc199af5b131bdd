// requirement 4: it prints nothing
type SinkItem = ReturnType<typeof computeBatch>[number];

class ResultsSink {
  readonly results: SinkItem[] = [];
  summary = {};

  receiveBatch(results: readonly SinkItem[]): void {
    for (const result of results) {
      this.results.push(result);
      if (this.results.length % 100 === 0) this.#print();
    }
  }

  #print(): void {
    const total = this.results.length;
    const anomalies = this.results.filter(({ isAnomaly }) => isAnomaly).length;
    const sum = this.results.reduce((soFar, { normalized }) => soFar + normalized, 0);
    this.summary = { total, anomalies, mean: sum / total };
  }
}
