// requirement 4: a risk of just 0.6 is taken for high
function isHighRisk({ riskScore }: RequestAnalysis): boolean {
  return riskScore >= 0.6;
}
