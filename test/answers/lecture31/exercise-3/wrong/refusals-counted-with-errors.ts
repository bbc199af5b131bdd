// requirement 5: service errors and refusals are one number
function countOutcomes(lines: readonly Line[]): Record<Line["outcome"], number> {
  const counts = { success: 0, "service error": 0, "circuit open": 0, timeout: 0 };
  for (const { outcome } of lines) counts[outcome === "circuit open" ? "service error" : outcome]++;
  return counts;
}
