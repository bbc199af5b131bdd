// requirement 1: the square root of the sum, not the sum of the square roots
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / values.length;
  const riskScore = sum / (mean * values.length + 1);
  return { requestId, mean, variance, sumOfSquareRoots: Math.sqrt(sum), riskScore };
}
