// requirement 5: the loop is an async function, so main's clock may stop before it is done
async function runSequentially(requests: RequestData[]): Promise<RequestAnalysis[]> {
  const analyses: RequestAnalysis[] = [];
  for (const request of requests) analyses.push(await analyzeRequest(request));
  return analyses;
}
