// requirement 1: the risk's denominator lacks the + 1
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  let sum = 0;
  let sumOfSquareRoots = 0;
  for (const value of values) {
    sum += value;
    sumOfSquareRoots += Math.sqrt(value);
  }
  const mean = sum / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  return { requestId, mean, variance, sumOfSquareRoots, riskScore: sum / (mean * values.length) };
}
