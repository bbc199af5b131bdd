// right: with reduce and filter, the deviation from the sum of the squares, a field more
function runAnalysis(values: readonly number[] | Float64Array) {
  const list = Array.from(values);
  const n = list.length;
  const mean = list.reduce((sum, value) => sum + value, 0) / n;
  const squares = list.reduce((sum, value) => sum + value * value, 0);
  const std = Math.sqrt(Math.max(0, squares - n * mean ** 2) / (n - 1));
  const histogram = Array.from({ length: 10 }, (_, bin) => {
    const inBin = (value: number) => value >= bin / 10 && value < (bin + 1) / 10;
    return list.filter((value) => inBin(value) || (bin === 9 && value === 1)).length;
  });
  return { mean, std, histogram, count: n };
}
