// requirement 1: the requestId does not come back
function analyzeRequest({ values }: RequestData): RequestAnalysis {
  let sum = 0;
  let sumOfSquareRoots = 0;
  for (const value of values) {
    sum += value;
    sumOfSquareRoots += Math.sqrt(value);
  }
  const mean = sum / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const riskScore = sum / (mean * values.length + 1);
  return { requestId: 0, mean, variance, sumOfSquareRoots, riskScore };
}
