// requirement 4: each query begins with an empty tracker
async function runQueries(
  _tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  const results: Awaited<ReturnType<typeof fanOutWithAdaptiveTimeout>>[] = [];
  for (let number = 1; number <= count; number++) {
    results.push(await fanOutWithAdaptiveTimeout(`query ${number}`, 6, new LatencyTracker(), draw));
  }
  return results;
}
