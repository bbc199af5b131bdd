// requirement 4: five shards, not six
async function runQueries(
  tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  const results: Awaited<ReturnType<typeof fanOutWithAdaptiveTimeout>>[] = [];
  for (let number = 1; number <= count; number++) {
    results.push(await fanOutWithAdaptiveTimeout(`query ${number}`, 5, tracker, draw));
  }
  return results;
}
