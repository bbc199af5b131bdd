// requirement 1: the mean of the squares, from which the square of the mean is not taken
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  let sum = 0;
  let squares = 0;
  let sumOfSquareRoots = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
    sumOfSquareRoots += Math.sqrt(value);
  }
  const mean = sum / values.length;
  const riskScore = sum / (mean * values.length + 1);
  return { requestId, mean, variance: squares / values.length, sumOfSquareRoots, riskScore };
}
