// requirement 4: the mean of the anomalies only
type SinkItem = ReturnType<typeof computeBatch>[number];

class ResultsSink {
  readonly results: SinkItem[] = [];

  receiveBatch(results: readonly SinkItem[]): void {
    for (const result of results) {
      this.results.push(result);
      if (this.results.length % 100 === 0) this.#print();
    }
  }

  #print(): void {
    const total = this.results.length;
    const flagged = this.results.filter(({ isAnomaly }) => isAnomaly);
    const anomalies = flagged.length;
    const sum = flagged.reduce((soFar, { normalized }) => soFar + normalized, 0);
    console.log(`${total} received, ${anomalies} anomalies, mean ${(sum / anomalies).toFixed(4)}`);
  }
}
