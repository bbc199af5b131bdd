// requirement 4: it counts batches, not records
type SinkItem = ReturnType<typeof computeBatch>[number];

class ResultsSink {
  readonly results: SinkItem[] = [];
  #batches = 0;

  receiveBatch(results: readonly SinkItem[]): void {
    this.results.push(...results);
    this.#batches += 1;
    if (this.#batches % 100 === 0) this.#print();
  }

  #print(): void {
    const total = this.results.length;
    const anomalies = this.results.filter(({ isAnomaly }) => isAnomaly).length;
    const sum = this.results.reduce((soFar, { normalized }) => soFar + normalized, 0);
    console.log(`${total} received, ${anomalies} anomalies, mean ${(sum / total).toFixed(4)}`);
  }
}
