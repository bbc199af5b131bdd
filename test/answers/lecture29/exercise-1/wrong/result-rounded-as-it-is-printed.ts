// requirement 2: the risk is rounded for the line, and comes back rounded
async function handleRequest(requestId: number, values: number[], executor: Executor) {
  console.log(`Request ${requestId}: dispatching`);
  const analysis = await executor.run(analyzeRequest, { requestId, values });
  const riskScore = Math.round(100 * analysis.riskScore) / 100;
  console.log(`Request ${requestId}: complete, risk=${riskScore}`);
  return { ...analysis, riskScore };
}
