// right: the variance as mean of the squares minus square of the mean
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  let sum = 0;
  let squares = 0;
  let sumOfSquareRoots = 0;
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index]!;
    sum += value;
    squares += value * value;
    sumOfSquareRoots += Math.sqrt(value);
  }
  const mean = sum / values.length;
  const variance = squares / values.length - mean * mean;
  // The mean times the length is the sum.
  return { requestId, mean, variance, sumOfSquareRoots, riskScore: sum / (sum + 1) };
}
