// requirement 3: each latency recorded is that of the whole fan-out
async function fanOutWithAdaptiveTimeout(
  query: string,
  numShards: number,
  tracker: LatencyTracker,
  draw: Parameters<typeof queryShard>[2]["draw"],
) {
  const allBegunMs = performance.now();
  const usedTimeoutMs = tracker.suggestedTimeoutMs();
  const controller = new AbortController();
  const { signal } = controller;
  const count = { responded: 0, failed: 0, records: 0 };
  const latenciesMs: number[] = [];
  let isOver = false;
  const tasks = Array.from({ length: numShards }, async (_, shardId) => {
    try {
      const { records } = await queryShard(shardId, query, { draw, signal });
      if (isOver) return;
      latenciesMs.push(0);
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
  const tookMs = performance.now() - allBegunMs;
  for (const _ of latenciesMs) tracker.record(tookMs);
  return {
    query,
    shardsResponded: count.responded,
    shardsTimedOut: numShards - count.responded - count.failed,
    shardsFailed: count.failed,
    totalRecords: count.records,
    usedTimeoutMs,
  };
}
