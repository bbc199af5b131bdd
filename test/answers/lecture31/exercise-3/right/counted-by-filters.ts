// right: a filter for each outcome
function countOutcomes(lines: readonly Line[]): Record<Line["outcome"], number> {
  const count = (outcome: Line["outcome"]) => lines.filter((one) => one.outcome === outcome).length;
  return {
    timeout: count("timeout"),
    "circuit open": count("circuit open"),
    "service error": count("service error"),
    success: count("success"),
  };
}
