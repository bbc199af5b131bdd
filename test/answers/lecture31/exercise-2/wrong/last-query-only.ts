// requirement 4: one result, of the last query
async function runQueries(
  tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  const results: Awaited<ReturnType<typeof fanOutWithAdaptiveTimeout>>[] = [];
  for (let number = 1; number <= count; number++) {
    results[0] = await fanOutWithAdaptiveTimeout(`query ${number}`, 6, tracker, draw);
  }
  return results;
}
