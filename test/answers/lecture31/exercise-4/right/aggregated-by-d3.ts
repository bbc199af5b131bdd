// right: d3's mean and sample deviation
import { mean as average, deviation } from "d3-array";

function aggregateResults(readings: readonly { normalized: number }[]) {
  return {
    std: deviation(readings, ({ normalized }) => normalized) ?? 0,
    mean: average(readings, ({ normalized }) => normalized) ?? 0,
    count: readings.length,
  };
}
