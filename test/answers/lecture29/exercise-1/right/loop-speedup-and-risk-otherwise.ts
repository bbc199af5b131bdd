// right: the small functions in other words
function isHighRisk(analysis: RequestAnalysis): boolean {
  if (analysis.riskScore <= 0.6) return false;
  return true;
}

function speedup(loopMs: number, poolMs: number): number {
  return 1 / (poolMs / loopMs);
}

function runSequentially(requests: readonly RequestData[]): RequestAnalysis[] {
  const analyses: RequestAnalysis[] = [];
  for (const request of requests) analyses.push(analyzeRequest(request));
  return analyses;
}
