// requirement 4: the list holds the last batch only
type SinkItem = ReturnType<typeof computeBatch>[number];

class ResultsSink {
  results: SinkItem[] = [];
  #count = 0;

  receiveBatch(results: readonly SinkItem[]): void {
    this.results = [...results];
    const before = this.#count;
    this.#count += results.length;
    if (Math.floor(this.#count / 100) > Math.floor(before / 100)) this.#print();
  }

  #print(): void {
    const total = this.#count;
    const anomalies = this.results.filter(({ isAnomaly }) => isAnomaly).length;
    const sum = this.results.reduce((soFar, { normalized }) => soFar + normalized, 0);
    console.log(`${total} received, ${anomalies} anomalies, mean ${(sum / total).toFixed(4)}`);
  }
}
