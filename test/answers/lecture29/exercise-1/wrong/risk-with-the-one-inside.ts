// requirement 1: the + 1 stands inside the brackets of the length
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
  const riskScore = sum / (mean * (values.length + 1));
  return { requestId, mean, variance, sumOfSquareRoots, riskScore };
}
