// requirement 4: the risk is rounded before it is judged
function isHighRisk({ riskScore }: RequestAnalysis): boolean {
  return Number(riskScore.toFixed(1)) > 0.6;
}
