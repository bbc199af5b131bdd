// requirement 2: a value of 1 opens an eleventh bin
function runAnalysis(values: readonly number[] | Float64Array) {
  const count = values.length;
  const histogram = new Array<number>(10).fill(0);
  let sum = 0;
  for (const value of values) {
    sum += value;
    const bin = Math.floor(value * 10);
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, std: Math.sqrt(squares / (count - 1)), histogram };
}
