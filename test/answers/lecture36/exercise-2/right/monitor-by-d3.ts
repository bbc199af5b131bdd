// right: d3's least, a list that is sliced
import { least as leastOf } from "d3-array";

class ThroughputMonitor {
  history: { readonly batchSize: number; readonly durationMs: number }[] = [];

  recordBatch(batchSize: number, durationMs: number) {
    this.history = [...this.history, { batchSize, durationMs }].slice(-10);
  }

  recommendedBatchSize() {
    const best = leastOf(this.history, (batch) => batch.durationMs / batch.batchSize);
    return best?.batchSize ?? 10;
  }
}
