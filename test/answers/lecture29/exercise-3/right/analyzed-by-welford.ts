// right: Welford's method in one pass, bins by division
function runAnalysis(values: readonly number[] | Float64Array) {
  const histogram = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const value of values) {
    count += 1;
    const distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
    const bin = value === 1 ? 9 : Math.trunc(value / 0.1);
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  return { mean, std: Math.sqrt(squares / (count - 1)), histogram };
}
