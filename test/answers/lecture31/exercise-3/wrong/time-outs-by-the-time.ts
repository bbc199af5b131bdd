// requirement 5: every line that took more than half a second counts as timed out
function countOutcomes(lines: readonly Line[]): Record<Line["outcome"], number> {
  const counts = { success: 0, "service error": 0, "circuit open": 0, timeout: 0 };
  for (const { outcome, tookMs } of lines) counts[tookMs > 500 ? "timeout" : outcome]++;
  return counts;
}
