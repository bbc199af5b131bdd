// requirement 5: shares, not numbers
function countOutcomes(lines: readonly Line[]): Record<Line["outcome"], number> {
  const counts = { success: 0, "service error": 0, "circuit open": 0, timeout: 0 };
  for (const { outcome } of lines) counts[outcome] += 100 / lines.length;
  return counts;
}
