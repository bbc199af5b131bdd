// right: each result is printed as it comes
async function runQueries(
  tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  const results: Awaited<ReturnType<typeof fanOutWithAdaptiveTimeout>>[] = [];
  for (let number = 1; number <= count; number++) {
    const result = await fanOutWithAdaptiveTimeout(`query ${number}`, 6, tracker, draw);
    console.log(number, result, tracker.suggestedTimeoutMs());
    results.push(result);
  }
  return results;
}
