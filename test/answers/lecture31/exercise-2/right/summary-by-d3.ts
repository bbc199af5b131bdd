// right: d3's min, max, mean and sum
import { mean as average, min as least, max as most, sum as total } from "d3-array";

function summarize(
  results: readonly { shardsResponded: number; totalRecords: number }[],
  tracker: LatencyTracker,
) {
  return {
    suggestedTimeoutMs: tracker.suggestedTimeoutMs(),
    min: least(results, (one) => one.shardsResponded) ?? 0,
    max: most(results, (one) => one.shardsResponded) ?? 0,
    mean: average(results, (one) => one.shardsResponded) ?? 0,
    totalRecords: total(results, (one) => one.totalRecords),
  };
}
