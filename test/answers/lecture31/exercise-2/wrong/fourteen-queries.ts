// requirement 4: the loop ends one too early
async function runQueries(
  tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  const results: Awaited<ReturnType<typeof fanOutWithAdaptiveTimeout>>[] = [];
  for (let number = 1; number < count; number++) {
    results.push(await fanOutWithAdaptiveTimeout(`query ${number}`, 6, tracker, draw));
  }
  return results;
}
