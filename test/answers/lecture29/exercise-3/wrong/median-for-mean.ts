// requirement 2: the median in place of the mean
function runAnalysis(values: readonly number[] | Float64Array) {
  const sorted = Array.from(values).sort((a, b) => a - b);
  let sum = 0;
  const histogram = new Array<number>(10).fill(0);
  for (const value of sorted) {
    sum += value;
    histogram[Math.min(9, Math.floor(value * 10))]! += 1;
  }
  const center = sum / sorted.length;
  let squares = 0;
  for (const value of sorted) squares += (value - center) ** 2;
  const mean = sorted[Math.floor(sorted.length / 2)]!;
  return { mean, std: Math.sqrt(squares / (sorted.length - 1)), histogram };
}
