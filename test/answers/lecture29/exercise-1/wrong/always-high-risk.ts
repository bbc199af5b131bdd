// requirement 4: every request is a high risk
function isHighRisk(_analysis: RequestAnalysis): boolean {
  return true;
}
