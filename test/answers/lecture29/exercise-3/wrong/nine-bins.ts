// requirement 2: nine bins instead of ten
function runAnalysis(values: readonly number[] | Float64Array) {
  const count = values.length;
  const histogram = new Array<number>(9).fill(0);
  let sum = 0;
  for (const value of values) {
    sum += value;
    const bin = Math.min(8, Math.floor(value * 9));
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return { mean, std: Math.sqrt(squares / (count - 1)), histogram };
}
