// requirement 5: the last one is left out
function countOutcomes(lines: readonly Line[]): Record<Line["outcome"], number> {
  const counts = { success: 0, "service error": 0, "circuit open": 0, timeout: 0 };
  for (const { outcome } of lines.slice(0, -1)) counts[outcome]++;
  return counts;
}
