// requirement 3: it aborts a signal that no shard was given
async function fanOutWithAdaptiveTimeout(
  query: string,
  numShards: number,
  tracker: LatencyTracker,
  draw: Parameters<typeof queryShard>[2]["draw"],
) {
  const usedTimeoutMs = tracker.suggestedTimeoutMs();
  const controller = new AbortController();
  const count = { responded: 0, failed: 0, records: 0 };
  const latenciesMs: number[] = [];
  let isOver = false;
  const tasks = Array.from({ length: numShards }, async (_, shardId) => {
    const begunMs = performance.now();
    try {
      const { records } = await queryShard(shardId, query, { draw });
      if (isOver) return;
      latenciesMs.push(performance.now() - begunMs);
      count.responded++;
      count.records += records.length;
    } catch {
      if (!isOver) count.failed++;
    }
  });
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, usedTimeoutMs);
  });
  await Promise.race([Promise.all(tasks), timeUp]);
  isOver = true;
  clearTimeout(timer);
  controller.abort();
  for (const latencyMs of latenciesMs) tracker.record(latencyMs);
  return {
    query,
    shardsResponded: count.responded,
    shardsTimedOut: numShards - count.responded - count.failed,
    shardsFailed: count.failed,
    totalRecords: count.records,
    usedTimeoutMs,
  };
}
