// right: d3's mean, deviation and bins
import { mean as average, bin as bins, deviation as sampleDeviation } from "d3-array";

function runAnalysis(values: readonly number[] | Float64Array) {
  const thresholds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
  const intoBins = bins().domain([0, 1]).thresholds(thresholds);
  const histogram = intoBins(Array.from(values)).map((bin) => bin.length);
  return { histogram, mean: average(values) ?? 0, std: sampleDeviation(values) ?? 0 };
}
