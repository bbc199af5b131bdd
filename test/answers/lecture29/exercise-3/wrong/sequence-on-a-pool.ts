// requirement 5: item after item, but on the workers of two pools
async function sequentially(): Promise<Run> {
  const pools = [new ThreadPool({ maxWorkers: 1 }), new ThreadPool({ maxWorkers: 1 })] as const;
  const startMs = performance.now();
  const results: ItemAnalysis[] = [];
  for (const dataId of dataIds) results.push(await processDataItem(dataId, ...pools));
  const elapsedMs = performance.now() - startMs;
  await Promise.all(pools.map((pool) => pool.close()));
  return { results, elapsedMs };
}
