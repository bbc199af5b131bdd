// requirement 2: the deviation of the population, not of a sample
function runAnalysis(values: readonly number[] | Float64Array) {
  const count = values.length;
  const histogram = new Array<number>(10).fill(0);
  let sum = 0;
  for (const value of values) {
    sum += value;
    const bin = Math.min(9, Math.floor(value * 10));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, std: Math.sqrt(squares / count), histogram };
}
