// requirement 4: the mean is judged, not the risk
function isHighRisk({ mean }: RequestAnalysis): boolean {
  return mean > 0.6;
}
