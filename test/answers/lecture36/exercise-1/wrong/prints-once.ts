// requirement 4: a summary at the first hundred, none after that
type SinkItem = ReturnType<typeof computeBatch>[number];

class ResultsSink {
  readonly results: SinkItem[] = [];

  receiveBatch(results: readonly SinkItem[]): void {
    for (const result of results) {
      this.results.push(result);
      if (this.results.length === 100) this.#print();
    }
  }

  #print(): void {
    const total = this.results.length;
    const anomalies = this.results.filter(({ isAnomaly }) => isAnomaly).length;
    const sum = this.results.reduce((soFar, { normalized }) => soFar + normalized, 0);
    console.log(`${total} received, ${anomalies} anomalies, mean ${(sum / total).toFixed(4)}`);
  }
}
