// requirement 1: a failing shard answers no records
import { sleep as pause } from "concurrency-lab";

async function queryShard(
  shardId: number,
  _query: string,
  {
    draw,
    signal,
  }: {
    draw: (shardId: number) => { latencyMs: number; fails: boolean; records: number };
    signal?: AbortSignal;
  },
) {
  const { latencyMs, fails, records } = draw(shardId);
  await pause(latencyMs, { signal });
  if (fails) return { shardId, records: [] };
  return { shardId, records: Array.from({ length: records }, (_, i) => `r_${shardId}_${i}`) };
}
