// requirement 1: two values a turn, so the last of an odd number is left out
function analyzeRequest({ requestId, values }: RequestData): RequestAnalysis {
  const count = values.length;
  let sum = 0;
  let sumOfSquareRoots = 0;
  for (let index = 0; index + 1 < count; index += 2) {
    const [first = 0, second = 0] = [values[index], values[index + 1]];
    sum += first + second;
    sumOfSquareRoots += Math.sqrt(first) + Math.sqrt(second);
  }
  const mean = sum / count;
  let variance = 0;
  for (const value of values) variance += (value - mean) ** 2 / count;
  return { requestId, mean, variance, sumOfSquareRoots, riskScore: sum / (mean * count + 1) };
}
