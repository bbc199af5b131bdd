// requirement 5: every line after which the circuit is open counts as refused
function countOutcomes(lines: readonly Line[]): Record<Line["outcome"], number> {
  const counts = { success: 0, "service error": 0, "circuit open": 0, timeout: 0 };
  for (const { outcome, state } of lines) counts[state === "open" ? "circuit open" : outcome]++;
  return counts;
}
