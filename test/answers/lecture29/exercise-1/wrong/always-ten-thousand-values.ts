// requirement 1: right for the 10,000 values of the example only
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  const count = 10_000;
  let sum = 0;
  let sumOfSquareRoots = 0;
  for (const value of values) {
    sum += value;
    sumOfSquareRoots += Math.sqrt(value);
  }
  const mean = sum / count;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / count;
  return { requestId, mean, variance, sumOfSquareRoots, riskScore: sum / (mean * count + 1) };
}
