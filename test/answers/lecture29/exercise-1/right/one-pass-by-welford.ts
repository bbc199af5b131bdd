// right: everything in one pass, the mean and the variance by Welford's method
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  let count = 0;
  let sum = 0;
  let mean = 0;
  let squares = 0;
  let sumOfSquareRoots = 0;
  for (const value of values) {
    count += 1;
    sum += value;
    sumOfSquareRoots += value ** 0.5;
    const distance = value - mean;
    mean += distance / count;
    squares += distance * (value - mean);
  }
  const riskScore = sum / (mean * count + 1);
  return { requestId, mean, variance: squares / count, sumOfSquareRoots, riskScore };
}
