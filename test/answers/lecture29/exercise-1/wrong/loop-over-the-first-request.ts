// requirement 5: the loop analyzes the first request again and again
function runSequentially(requests: readonly RequestData[]): RequestAnalysis[] {
  const analyses: RequestAnalysis[] = [];
  for (const _ of requests) analyses.push(analyzeRequest(requests[0]!));
  return analyses;
}
