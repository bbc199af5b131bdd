// right: the sums in a helper of their own, which crosses with the function
const EXTRA_DENOMINATOR = 1;

function sumBy(values: Iterable<number>, measure: (value: number) => number): number {
  let total = 0;
  for (const value of values) total += measure(value);
  return total;
}

function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  const sum = sumBy(values, (value) => value);
  const mean = sum / values.length;
  const variance = sumBy(values, (value) => (value - mean) ** 2 / values.length);
  const sumOfSquareRoots = sumBy(values, Math.sqrt);
  const riskScore = sum / (mean * values.length + EXTRA_DENOMINATOR);
  return { requestId, mean, variance, sumOfSquareRoots, riskScore };
}
