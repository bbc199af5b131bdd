// requirement 2: the bins go from the least to the greatest value, not from 0 to 1
import { mean as average, extent as range, deviation as sampleDeviation } from "d3-array";

function runAnalysis(values: readonly number[] | Float64Array) {
  const [least = 0, greatest = 1] = range(values);
  const histogram = new Array<number>(10).fill(0);
  for (const value of values) {
    const bin = Math.floor(((value - least) / (greatest - least)) * 10);
    histogram[Math.min(9, bin)]! += 1;
  }
  return { mean: average(values) ?? 0, std: sampleDeviation(values) ?? 0, histogram };
}
