// requirement 5: thirty less the failures, however many lines there are
function countOutcomes(lines: readonly Line[]): Record<Line["outcome"], number> {
  const counts = { success: 0, "service error": 0, "circuit open": 0, timeout: 0 };
  for (const { outcome } of lines) counts[outcome]++;
  counts.success = 30 - counts["service error"] - counts["circuit open"] - counts.timeout;
  return counts;
}
