// requirement 1: the error is returned, not thrown, disguised as a record
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
  if (fails) return { shardId, records: ["shard error"] };
  return { shardId, records: Array.from({ length: records }, (_, i) => `r_${shardId}_${i}`) };
}
