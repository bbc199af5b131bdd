// right: the variance by the two-pass formula, with reduce
function analyzeRequest(request: RequestData): RequestAnalysis {
  const values = Array.from(request.values);
  const sum = values.reduce((total, value) => total + value, 0);
  const mean = sum / values.length;
  return {
    requestId: request.requestId,
    mean,
    variance: values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length,
    sumOfSquareRoots: values.reduce((total, value) => total + Math.sqrt(value), 0),
    riskScore: sum / (mean * values.length + 1),
  };
}
