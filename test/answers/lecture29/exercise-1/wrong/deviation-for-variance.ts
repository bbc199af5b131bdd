// requirement 1: the standard deviation in place of the variance
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  let sum = 0;
  let sumOfSquareRoots = 0;
  for (const value of values) {
    sum += value;
    sumOfSquareRoots += Math.sqrt(value);
  }
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const variance = Math.sqrt(squares / values.length);
  const riskScore = sum / (mean * values.length + 1);
  return { requestId, mean, variance, sumOfSquareRoots, riskScore };
}
