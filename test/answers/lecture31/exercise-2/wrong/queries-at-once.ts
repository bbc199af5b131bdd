// requirement 4: all queries are under way together, so none learns from the last
async function runQueries(
  tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  return await Promise.all(
    Array.from({ length: count }, (_, i) =>
      fanOutWithAdaptiveTimeout(`query ${i}`, 6, tracker, draw),
    ),
  );
}
