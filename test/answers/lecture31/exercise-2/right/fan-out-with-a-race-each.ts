// right: a deadline for each shard from the same start, a signal for each
async function fanOutWithAdaptiveTimeout(
  query: string,
  numShards: number,
  tracker: LatencyTracker,
  draw: Parameters<typeof queryShard>[2]["draw"],
) {
  const usedTimeoutMs = tracker.suggestedTimeoutMs();
  const ask = (shardId: number) => {
    const begunMs = performance.now();
    const controller = new AbortController();
    type Answer = { kind: "late" | "failed" } | { kind: "done"; records: number; tookMs: number };
    return new Promise<Answer>((resolve) => {
      const timer = setTimeout(() => {
        resolve({ kind: "late" });
        controller.abort(new Error("too late"));
      }, usedTimeoutMs);
      queryShard(shardId, query, { draw, signal: controller.signal })
        .then(
          ({ records }) => {
            const tookMs = performance.now() - begunMs;
            resolve({ kind: "done", records: records.length, tookMs });
          },
          () => resolve({ kind: "failed" }),
        )
        .finally(() => clearTimeout(timer));
    });
  };
  const answers = await Promise.all(Array.from({ length: numShards }, (_, id) => ask(id)));
  let totalRecords = 0;
  const counts = { done: 0, late: 0, failed: 0 };
  for (const answer of answers) {
    counts[answer.kind]++;
    if (answer.kind !== "done") continue;
    tracker.record(answer.tookMs);
    totalRecords += answer.records;
  }
  const { done: shardsResponded, late: shardsTimedOut, failed: shardsFailed } = counts;
  return { query, totalRecords, usedTimeoutMs, shardsResponded, shardsTimedOut, shardsFailed };
}
