// requirement 5: the loop leaves the last request out
function runSequentially(requests: readonly RequestData[]): RequestAnalysis[] {
  const analyses: RequestAnalysis[] = [];
  for (let index = 0; index < requests.length - 1; index++) {
    analyses.push(analyzeRequest(requests[index]!));
  }
  return analyses;
}
