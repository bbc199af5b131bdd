// right: the library's counterpart of asyncio.wait, each latency measured by its task
import { settleWithin } from "concurrency-lab";

async function fanOutWithAdaptiveTimeout(
  query: string,
  numShards: number,
  tracker: LatencyTracker,
  draw: Parameters<typeof queryShard>[2]["draw"],
) {
  const usedTimeoutMs = tracker.suggestedTimeoutMs();
  const tasks = [...Array(numShards).keys()].map((shardId) => async (signal: AbortSignal) => {
    const begunMs = performance.now();
    const { records } = await queryShard(shardId, query, { draw, signal });
    return { records: records.length, latencyMs: performance.now() - begunMs };
  });
  const settlements = await settleWithin(tasks, usedTimeoutMs);
  const done = settlements.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  for (const { latencyMs } of done) tracker.record(latencyMs);
  return {
    query,
    shardsResponded: done.length,
    shardsTimedOut: settlements.filter(({ status }) => status === "pending").length,
    shardsFailed: settlements.filter(({ status }) => status === "rejected").length,
    totalRecords: done.reduce((sum, { records }) => sum + records, 0),
    usedTimeoutMs,
  };
}
