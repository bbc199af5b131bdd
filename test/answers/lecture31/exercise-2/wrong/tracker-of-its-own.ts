// requirement 4: the tracker that it was given learns nothing
async function runQueries(
  _tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  const tracker = new LatencyTracker();
  const results: Awaited<ReturnType<typeof fanOutWithAdaptiveTimeout>>[] = [];
  for (let number = 1; number <= count; number++) {
    results.push(await fanOutWithAdaptiveTimeout(`query ${number}`, 6, tracker, draw));
  }
  return results;
}
