// right: d3's quantile, which interpolates; the size is a field
import { quantile } from "d3-array";

class LatencyTracker {
  size = 0;
  private latencies: number[] = [];

  record(latencyMs: number) {
    this.latencies = [...this.latencies, latencyMs].slice(-20);
    this.size = this.latencies.length;
  }

  suggestedTimeoutMs() {
    const percentile = quantile(this.latencies, 0.9);
    return percentile === undefined || this.size < 5 ? 500 : percentile * 2;
  }
}
