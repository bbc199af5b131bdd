// requirement 1: the variance is half of what it should be
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
  const variance = squares / values.length / 2;
  return {
    requestId,
    mean,
    variance,
    sumOfSquareRoots,
    riskScore: sum / (mean * values.length + 1),
  };
}
