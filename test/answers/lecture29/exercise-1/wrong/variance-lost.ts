// requirement 2: only three of the five fields come back
async function handleRequest(requestId: number, values: number[], executor: Executor) {
  console.log(`Request ${requestId}: dispatching`);
  const { mean, riskScore } = await executor.run(analyzeRequest, { requestId, values });
  console.log(`Request ${requestId}: complete, risk=${riskScore}`);
  return { requestId, mean, riskScore } as RequestAnalysis;
}
