// right: one after the other by reduce
async function runQueries(
  tracker: LatencyTracker,
  draw: Parameters<typeof fanOutWithAdaptiveTimeout>[3],
  count = 15,
) {
  const ask = (i: number) => fanOutWithAdaptiveTimeout(`SELECT ${i}`, 6, tracker, draw);
  return await Array.from({ length: count }, (_, i) => i).reduce(
    async (earlier, i) => [...(await earlier), await ask(i)],
    Promise.resolve<Awaited<ReturnType<typeof ask>>[]>([]),
  );
}
